using ModelDeploy.Core.Logs;
using ModelDeploy.Portal.SignIn;
using ModelDeploy.TestKit;

namespace ModelDeploy.Portal.Tests.Logs;

public sealed class LogsHubTests
{
    private static readonly DateTimeOffset Later = new(2126, 11, 21, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_member_gets_the_lines_as_the_page_expects_them()
    {
        await using var host = await LogsHost.StartAsync();
        host.Runtime.Sources = [new("iris-1", Live: true)];
        _ = host.Runtime.SayAsync(new LogLine("iris-1", new LogPosition(Later, 3), LogStream.Error, "<b>\u001b[31mno</b>", Cut: true));
        using var browser = await host.ConnectAsync("ada");

        await browser.FollowAsync("iris");

        Assert.Equal(
            """{"entries":[{"replica":"iris-1","time":"2126-11-21T09:00:00.0000000Z","count":3,"stream":"error","text":"<b>\u001B[31mno</b>","cut":true}]}""",
            await browser.NextBatchAsync());
    }

    [Fact]
    public async Task One_replica_can_be_chosen()
    {
        await using var host = await LogsHost.StartAsync();
        host.Runtime.Sources = [new("iris-1", Live: true), new("iris-2", Live: true)];
        _ = host.Runtime.SayAsync(new LogLine("iris-1", new LogPosition(Later, 0), LogStream.Out, "one"));
        _ = host.Runtime.SayAsync(new LogLine("iris-2", new LogPosition(Later, 0), LogStream.Out, "two"));
        using var browser = await host.ConnectAsync("ada");

        await browser.FollowAsync("iris", "iris-2");

        Assert.Contains("\"two\"", await browser.NextBatchAsync(), StringComparison.Ordinal);
        Assert.Equal(0, host.Runtime.OpenUpstreams("iris-1"));
    }

    [Theory]
    [InlineData("eve", "iris")]
    [InlineData("ada", "other")]
    [InlineData("ada", "")]
    public async Task Somebody_elses_deployment_answers_like_one_that_does_not_exist(string person, string deployment)
    {
        await using var host = await LogsHost.StartAsync();
        host.Runtime.Sources = [new("iris-1", Live: true)];
        using var browser = await host.ConnectAsync(person);

        await browser.FollowAsync(deployment);

        Assert.Equal("""{"entries":[],"unavailable":true}""", await browser.NextBatchAsync());
        Assert.Null(await browser.NextBatchAsync());
        Assert.Empty(host.Runtime.Follows);
    }

    [Fact]
    public async Task Without_a_sign_in_there_is_no_connection()
    {
        await using var host = await LogsHost.StartAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await host.NegotiateAsync(person: null));
        Assert.Equal(HttpStatusCode.OK, await host.NegotiateAsync("ada"));
    }

    [Fact]
    public async Task The_stream_ends_when_the_membership_does()
    {
        await using var host = await LogsHost.StartAsync();
        host.Runtime.Sources = [new("iris-1", Live: true)];
        _ = host.Runtime.SayAsync(new LogLine("iris-1", new LogPosition(Later, 0), LogStream.Out, "before"));
        using var browser = await host.ConnectAsync("ada");
        await browser.FollowAsync("iris");
        Assert.Contains("before", await browser.NextBatchAsync(), StringComparison.Ordinal);

        await host.RemoveAdaAsync();

        Assert.Null(await browser.NextBatchAsync());
    }

    [Fact]
    public async Task The_connection_ends_when_the_session_does()
    {
        var clock = new ManualTime(Later);
        await using var host = await LogsHost.StartAsync(clock);
        using var ada = await host.ConnectAsync("ada");
        using var eve = await host.ConnectAsync("eve");
        await ada.FollowAsync("iris");
        await host.PromoteAdaAsync();

        var (closed, others) = (ada.ClosedAsync(), eve.ClosedAsync());

        await Eventually.TrueAsync(() =>
        {
            clock.Advance(SessionRules.BetweenLooks);
            return closed.IsCompleted;
        }, "the connection ends");
        await closed;
        Assert.False(others.IsCompleted);
    }
}
