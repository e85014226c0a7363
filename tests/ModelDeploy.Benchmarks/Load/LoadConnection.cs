using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace ModelDeploy.Benchmarks.Load;

/// <summary>One connection that sends the same POST of 1 KB again and again: no more than a load generator needs of HTTP/1.1.</summary>
internal sealed class LoadConnection : IDisposable
{
    private const int BodyBytes = 1024;
    private static readonly byte[] EndOfHead = "\r\n\r\n"u8.ToArray();
    private static readonly byte[] LengthName = "\r\nContent-Length: "u8.ToArray();
    private readonly Socket _socket;
    private readonly byte[] _request;
    private readonly byte[] _buffer = new byte[16 * 1024];

    private LoadConnection(Socket socket, byte[] request) => (_socket, _request) = (socket, request);

    /// <summary>Connects.</summary>
    public static async Task<LoadConnection> OpenAsync(Uri address, CancellationToken stop)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address.Host, address.Port, stop);
        var head = $"POST {address.PathAndQuery} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\nContent-Length: {BodyBytes}\r\n\r\n";
        return new LoadConnection(socket, Encoding.ASCII.GetBytes(head + '"' + new string('x', BodyBytes - 2) + '"'));
    }

    /// <summary>Sends the request and reads the whole answer; throws when it is not a 200 that says its length.</summary>
    public async Task AskAsync(CancellationToken stop)
    {
        await _socket.SendAsync(_request, stop);
        var (have, need) = (0, int.MaxValue);
        while (have < need)
        {
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(have), stop);
            if (read == 0)
                throw new IOException("The connection ended within an answer.");
            have += read;
            if (need == int.MaxValue)
                need = LengthOf(_buffer.AsSpan(0, have)) ?? need;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _socket.Dispose();

    private static int? LengthOf(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf(EndOfHead);
        if (end < 0)
            return null;
        var head = answer[..(end + 2)];
        var at = head.IndexOf(LengthName);
        if (!head.StartsWith("HTTP/1.1 200"u8) || at < 0)
            throw new IOException($"Not the answer that was expected: {Encoding.ASCII.GetString(head)}");
        var length = head[(at + LengthName.Length)..];
        return end + EndOfHead.Length + int.Parse(length[..length.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
    }
}
