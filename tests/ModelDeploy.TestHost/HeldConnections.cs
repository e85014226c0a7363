using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace ModelDeploy.TestHost;

/// <summary>
/// A client with as many open connections as its process may have: every second one has asked once and is kept, the others have said
/// nothing yet. It does what its standard input tells it, a line each, and answers with a line.
/// </summary>
public static class HeldConnections
{
    /// <summary>The first argument that starts it; the address to ask and how many connections follow.</summary>
    public const string Command = "connections";

    /// <summary>Asks once on each connection.</summary>
    public const string Ask = "ask";

    private const int AtATime = 64;

    /// <summary>Opens them, says how many were answered right, and goes on until its input ends; then all are closed.</summary>
    public static async Task<int> RunAsync(Uri address, int count)
    {
        var sockets = Enumerable.Range(0, count).Select(_ => new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }).ToList();
        await EachAsync(sockets, async (socket, stop) => await socket.ConnectAsync(address.Host, address.Port, stop));
        Console.Out.WriteLine(await AskAsync(address, [.. sockets.Where((_, at) => at % 2 == 0)]));
        while (await Console.In.ReadLineAsync() is Ask)
            Console.Out.WriteLine(await AskAsync(address, sockets));
        foreach (var socket in sockets)
            socket.Dispose();
        return 0;
    }

    private static async Task<string> AskAsync(Uri address, List<Socket> sockets)
    {
        var right = 0;
        await EachAsync(sockets, async (socket, stop) =>
        {
            var n = socket.Handle.ToString(CultureInfo.InvariantCulture);
            await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {address.PathAndQuery}?n={n} HTTP/1.1\r\nHost: {address.Authority}\r\n\r\n"), stop);
            if (await BodyAsync(socket, stop) == n)
                Interlocked.Increment(ref right);
        });
        return right.ToString(CultureInfo.InvariantCulture);
    }

    private static Task EachAsync(List<Socket> sockets, Func<Socket, CancellationToken, ValueTask> deed) =>
        Parallel.ForEachAsync(sockets, new ParallelOptions { MaxDegreeOfParallelism = AtATime }, deed);

    /// <summary>The body of one answer in chunks; null when it is no such answer with 200.</summary>
    private static async Task<string?> BodyAsync(Socket socket, CancellationToken stop)
    {
        var buffer = new byte[4096];
        for (var have = 0; await socket.ReceiveAsync(buffer.AsMemory(have), stop) is > 0 and var read;)
        {
            have += read;
            var answer = Encoding.ASCII.GetString(buffer, 0, have);
            if (!answer.EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal))
                continue;
            var body = answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..].Split("\r\n")[1];
            return answer.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal) ? body : null;
        }
        return null;
    }
}
