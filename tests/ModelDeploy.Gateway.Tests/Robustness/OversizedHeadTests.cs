using System.Net.Sockets;
using System.Text;
using ModelDeploy.Gateway.Tests.Support;
using ModelDeploy.TestKit;

namespace ModelDeploy.Gateway.Tests.Robustness;

/// <summary>Heads beyond every limit, one after another and many at once: each is refused, and the server goes on as before.</summary>
public sealed class OversizedHeadTests
{
    private const int Rounds = 40;

    private static readonly string[] Heads =
    [
        $"GET /deployment/iris/v2 HTTP/1.1\r\nHost: x\r\nX-A: {new string('a', 40_000)}\r\n\r\n",
        $"GET /deployment/iris/v2 HTTP/1.1\r\nHost: x\r\n{string.Concat(Enumerable.Range(0, 101).Select(number => $"X-{number}: a\r\n"))}\r\n",
        $"GET /deployment/iris/v2/{new string('a', 9_000)} HTTP/1.1\r\nHost: x\r\n\r\n",
        $"GET /deployment/iris/v2?{new string('a', 9_000)} HTTP/1.1\r\nHost: x\r\n\r\n",
        $"{new string('A', 9_000)} /deployment/iris/v2 HTTP/1.1\r\nHost: x\r\n\r\n",
        $"GET /deployment/iris/v2 HTTP/1.1\r\nHost: x\r\nX-{new string('a', 40_000)}: a\r\n\r\n",
    ];

    [Fact]
    public async Task Each_is_refused_and_calls_meanwhile_are_answered_right()
    {
        await using var model = await CallsMeanwhile.AModelThatEchoesAsync();
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        var port = new Uri(gateway.Address).Port;

        var calls = CallsMeanwhile.AreAnsweredRightAsync(gateway, 200);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Rounds).SelectMany(_ => Heads), new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (head, _) => Assert.Matches("^HTTP/1.1 (400|414|431) ", await gateway.SendRawAsync(head)));
        await calls;

        await CallsMeanwhile.AreAnsweredRightAsync(gateway, 20);
        gateway.Http.Dispose();
        if (OperatingSystem.IsLinux())
            await Eventually.TrueAsync(() => OpenSockets.HeldAt(port) == 0, "the gateway to let go of every connection");
    }

    [Fact]
    public async Task A_head_without_an_end_is_refused_after_its_limit()
    {
        await using var model = await CallsMeanwhile.AModelThatEchoesAsync();
        await using var gateway = await AGateway.BeforeAsync(model.Address);
        using var client = await gateway.ConnectAsync();
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes("GET /deployment/iris/v2 HTTP/1.1\r\nHost: x\r\n"));

        var sent = 0;
        var answer = stream.ReadAsync(new byte[1]).AsTask();
        try
        {
            for (; !answer.IsCompleted && sent < 10_000_000; sent += 1_000)
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"X-{sent}: {new string('a', 980)}\r\n"));
        }
        catch (IOException closed) when (closed.InnerException is SocketException)
        {
            // Closed while we were still speaking, which is what the test is about.
        }

        Assert.True(sent < 10_000_000, "The gateway went on reading.");
        Assert.Equal(0, model.Requests);
        await CallsMeanwhile.AreAnsweredRightAsync(gateway, 1);
    }
}
