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
    private int _have;
    private int _need;

    private LoadConnection(Socket socket, byte[] request) => (_socket, _request) = (socket, request);

    /// <summary>Connects.</summary>
    public static async Task<LoadConnection> OpenAsync(Uri address, CancellationToken stop)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address.Host, address.Port, stop);
        var head = $"POST {address.PathAndQuery} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\nContent-Length: {BodyBytes}\r\n\r\n";
        return new LoadConnection(socket, Encoding.ASCII.GetBytes(head + '"' + new string('x', BodyBytes - 2) + '"'));
    }

    /// <summary>Its file descriptor.</summary>
    public int Descriptor => (int)_socket.Handle;

    /// <summary>Whether a request waits for the rest of its answer.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>Sends the request: small enough to fit into the socket's buffer at once.</summary>
    public void Send()
    {
        if (_socket.Send(_request) != _request.Length)
            throw new IOException("The request did not fit into the socket's buffer.");
        (IsBusy, _have, _need) = (true, 0, int.MaxValue);
    }

    /// <summary>Reads what is there; true when the answer is whole. Throws when it is not a 200 that says its length.</summary>
    public bool Receive()
    {
        var read = _socket.Receive(_buffer.AsSpan(_have));
        if (read == 0)
            throw new IOException("The connection ended within an answer.");
        _have += read;
        if (_need == int.MaxValue)
            _need = LengthOf(_buffer.AsSpan(0, _have)) ?? _need;
        IsBusy = _have < _need;
        return !IsBusy;
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
