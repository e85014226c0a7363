using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ModelDeploy.Gateway.Tests.Support;

/// <summary>A server that promises to keep connections and closes each after its first answer; many at once.</summary>
internal sealed class AClosingModel : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _serving;
    private int _closed;

    public AClosingModel()
    {
        _listener.Start();
        _serving = AcceptAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>How many connections it has closed.</summary>
    public int Closed => Volatile.Read(ref _closed);

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task AcceptAsync()
    {
        while (true)
            _ = AnswerAsync(await _listener.AcceptTcpClientAsync());
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            var got = new StringBuilder();
            var buffer = new byte[4096];
            while (!IsWhole(got.ToString()))
            {
                if (await client.GetStream().ReadAsync(buffer) is > 0 and var read)
                    got.Append(Encoding.ASCII.GetString(buffer, 0, read));
                else
                    return;
            }
            await client.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"u8.ToArray());
        }
        Interlocked.Increment(ref _closed);
    }

    private static bool IsWhole(string request) =>
        request.IndexOf("\r\n\r\n", StringComparison.Ordinal) is >= 0 and var end
        && (!request.Contains("Content-Length: 4\r\n", StringComparison.Ordinal) || request.Length == end + 4 + 4);
}
