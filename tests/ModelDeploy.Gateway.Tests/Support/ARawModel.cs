using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ModelDeploy.Gateway.Tests.Support;

/// <summary>A socket in the place of a model, for answers that no HTTP server would give.</summary>
internal sealed class ARawModel : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;

    private ARawModel(Func<Connection, Task> serve)
    {
        _listener.Start();
        _serving = ServeAsync(serve);
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Serves one connection after another with this; each is closed when it returns.</summary>
    public static ARawModel That(Func<Connection, Task> serve) => new(serve);

    /// <summary>Reads one request's head and answers with exactly these characters.</summary>
    public static ARawModel Answering(string answer) => That(async connection =>
    {
        await connection.ReadHeadAsync();
        await connection.WriteAsync(answer);
    });

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task ServeAsync(Func<Connection, Task> serve)
    {
        while (true)
        {
            using var client = await _listener.AcceptTcpClientAsync(_end.Token);
            try
            {
                await serve(new Connection(client.GetStream(), _end.Token));
            }
            catch (IOException)
            {
                // The gateway has closed the connection, which some tests are about.
            }
        }
    }

    /// <summary>One accepted connection.</summary>
    public sealed class Connection(NetworkStream stream, CancellationToken end)
    {
        public CancellationToken End => end;

        /// <summary>The request line and headers of the next request.</summary>
        public async Task<string> ReadHeadAsync()
        {
            var head = new StringBuilder();
            var one = new byte[1];
            while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                if (await stream.ReadAsync(one, end) == 0)
                    throw new EndOfStreamException();
                head.Append((char)one[0]);
            }
            return head.ToString();
        }

        /// <summary>Everything up to the end that the other side makes.</summary>
        public async Task<string> ReadToEndAsync()
        {
            using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
            return await reader.ReadToEndAsync(end);
        }

        public Task WriteAsync(string text) => stream.WriteAsync(Encoding.ASCII.GetBytes(text), end).AsTask();
    }
}
