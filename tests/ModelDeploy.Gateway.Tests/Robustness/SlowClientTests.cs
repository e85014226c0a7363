using ModelDeploy.Gateway.Tests.Support;
using ModelDeploy.TestKit;

namespace ModelDeploy.Gateway.Tests.Robustness;

/// <summary>Clients that take as long as they can (slow-loris): they hold their connections, and nobody else waits for them.</summary>
public sealed class SlowClientTests
{
    private const int Many = 300;
    private const int Calls = 200;

    [Fact]
    public async Task Heads_that_dribble_hold_nobody_up_and_never_reach_the_model()
    {
        await using var model = await CallsMeanwhile.AModelThatEchoesAsync();
        // Longer than the test may ever take: how slow clients are let go is another one's question.
        await using var gateway = await AGateway.StartAsync(server: kestrel => kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromMinutes(5));
        gateway.Knowing(Routed.Iris(model.Address));

        await using (var slow = await SlowClients.ConnectAsync(gateway, Many, "GET /deployment/iris/v2 HTTP/1.1\r\nHost: x\r\n", "X-A: b\r\n"))
            await AnswersWhileAllDribbleAsync(gateway, slow);

        Assert.Equal(Calls, model.Requests);
        await NothingIsHeldAsync(gateway);
    }

    [Fact]
    public async Task Bodies_that_dribble_hold_nobody_up()
    {
        await using var model = await CallsMeanwhile.AModelThatEchoesAsync();
        await using var gateway = await AGateway.BeforeAsync(model.Address);

        await using (var slow = await SlowClients.ConnectAsync(
            gateway, Many, "POST /deployment/iris/v2 HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000\r\n\r\n", "abc"))
        {
            await Eventually.TrueAsync(() => model.Requests == Many, "the model to have begun with all of them");
            await AnswersWhileAllDribbleAsync(gateway, slow);
        }

        await CallsMeanwhile.AreAnsweredRightAsync(gateway, 1);
        await NothingIsHeldAsync(gateway);
    }

    [Fact]
    public async Task Chunks_that_dribble_hold_nobody_up()
    {
        await using var model = await CallsMeanwhile.AModelThatEchoesAsync();
        await using var gateway = await AGateway.BeforeAsync(model.Address);

        await using (var slow = await SlowClients.ConnectAsync(
            gateway, Many, "POST /deployment/iris/v2 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\na\r\n"))
            await AnswersWhileAllDribbleAsync(gateway, slow);

        await NothingIsHeldAsync(gateway);
    }

    [Fact]
    public async Task Who_sends_no_whole_head_in_time_is_told_so_and_let_go()
    {
        await using var model = await CallsMeanwhile.AModelThatEchoesAsync();
        await using var gateway = await AGateway.StartAsync(server: kestrel => kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(2));
        gateway.Knowing(Routed.Iris(model.Address));

        var answer = await gateway.SendRawAsync("GET /deployment/iris/v2 HTTP/1.1\r\nHost: x\r\n");

        Assert.StartsWith("HTTP/1.1 408 ", answer);
        Assert.Equal(0, model.Requests);
        await CallsMeanwhile.AreAnsweredRightAsync(gateway, 1);
    }

    private static async Task AnswersWhileAllDribbleAsync(AGateway gateway, SlowClients slow)
    {
        await Eventually.TrueAsync(() => slow.Bytes >= Many, "all to dribble");
        var before = slow.Bytes;
        await CallsMeanwhile.AreAnsweredRightAsync(gateway, Calls);
        await Eventually.TrueAsync(() => slow.Bytes >= before + Many, "all to dribble still");
    }

    private static async Task NothingIsHeldAsync(AGateway gateway)
    {
        if (!OperatingSystem.IsLinux())
            return;
        gateway.Http.Dispose();
        await Eventually.TrueAsync(() => OpenSockets.HeldAt(new Uri(gateway.Address).Port) == 0, "the gateway to let go of every connection");
    }
}
