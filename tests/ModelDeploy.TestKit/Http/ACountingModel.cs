using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ModelDeploy.TestKit.Http;

/// <summary>
/// A server that notes every request, head and body as they came over the wire. It reads the framing plainly, as a simple
/// model server would, keeps connections, and takes whatever bytes follow a request for the next one.
/// </summary>
public sealed class ACountingModel : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<string> _requests = [];
    private readonly Task _serving;

    /// <summary>Listens on a loopback port from now on.</summary>
    public ACountingModel()
    {
        _listener.Start();
        _serving = AcceptAsync();
    }

    /// <summary>Where it listens, without a slash at the end.</summary>
    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>The requests in the order of their coming, one character per byte.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task AcceptAsync()
    {
        while (true)
            _ = ServeAsync(await _listener.AcceptTcpClientAsync());
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            var stream = client.GetStream();
            var got = "";
            var buffer = new byte[16_384];
            try
            {
                while (await stream.ReadAsync(buffer) is > 0 and var read)
                {
                    got += Encoding.Latin1.GetString(buffer, 0, read);
                    while (LengthOf(got) is { } length)
                    {
                        _requests.Enqueue(got[..length]);
                        got = got[length..];
                        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"u8.ToArray());
                    }
                }
            }
            catch (IOException)
            {
                // The gateway has closed the connection, which some tests are about.
            }
            if (got.Contains("\r\n\r\n"))
                _requests.Enqueue(got);
        }
    }

    /// <summary>How long the first request is, or null while it is not whole.</summary>
    private static int? LengthOf(string got)
    {
        var head = got.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        if (head < 4)
            return null;
        var lines = got[..head].Split("\r\n");
        if (lines.Any(line => line.Equals("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase)))
            return got.IndexOf("\r\n0\r\n\r\n", head - 2, StringComparison.Ordinal) is >= 0 and var end ? end + 7 : null;
        var length = lines.FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        var whole = head + (length is null ? 0 : int.Parse(length.Split(':')[1], CultureInfo.InvariantCulture));
        return got.Length >= whole ? whole : null;
    }
}
