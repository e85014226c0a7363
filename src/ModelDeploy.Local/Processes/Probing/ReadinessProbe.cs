using System.Net;
using System.Net.Sockets;
using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Local.Processes.Probing;

/// <summary>Asks a replica on this machine whether it is ready.</summary>
internal sealed class ReadinessProbe : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(5),
    })
    { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>The check in words, <c>GET /ready on port 20001</c>.</summary>
    public static string Describe(Readiness check, int port) =>
        check.Kind is ReadinessKind.Http ? $"GET {check.Path} on port {port}" : $"Connect to port {port}";

    /// <summary>
    /// Asks once. Answers within a second, and throws only when cancelled. Null where the portal itself has no descriptor left to ask
    /// with: that says nothing about the replica.
    /// </summary>
    public async Task<ProbeAnswer?> AskAsync(Readiness check, int port, CancellationToken stop)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
        deadline.CancelAfter(Patience);
        try
        {
            return check.Kind is ReadinessKind.Http
                ? await GetAsync(check.Path ?? "/", port, deadline.Token)
                : await ConnectAsync(port, deadline.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new ProbeAnswer(false, $"no answer within {Patience.TotalSeconds} s");
        }
        catch (SocketException failure)
        {
            return AnswerFor(failure);
        }
        catch (HttpRequestException failure)
        {
            return failure.InnerException is SocketException socket ? AnswerFor(socket) : new ProbeAnswer(false, "no HTTP answer");
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private async Task<ProbeAnswer> GetAsync(string path, int port, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{port}{path}");
        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        return new ProbeAnswer((int)answer.StatusCode is >= 200 and < 400, $"HTTP {(int)answer.StatusCode}");
    }

    private static async Task<ProbeAnswer> ConnectAsync(int port, CancellationToken stop)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port, stop);
        return new ProbeAnswer(true, "connected");
    }

    private static ProbeAnswer? AnswerFor(SocketException failure) => failure.SocketErrorCode switch
    {
        SocketError.TooManyOpenSockets => null,
        SocketError.ConnectionRefused => new ProbeAnswer(false, "connection refused"),
        _ => new ProbeAnswer(false, failure.Message),
    };
}
