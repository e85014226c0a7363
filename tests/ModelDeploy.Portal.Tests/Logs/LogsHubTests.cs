using ModelDeploy.Core.Logs;
using ModelDeploy.Portal.Hubs;
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

        Assert.Equal("""{"entries":[],"from":"2126-11-21T09:00:00.0000000Z"}""", await browser.NextBatchAsync());
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

        await browser.FollowAsync("iris", new LogViewDto("iris-2"));

        await browser.NextBatchAsync();
        Assert.Contains("\"two\"", await browser.NextBatchAsync(), StringComparison.Ordinal);
        Assert.Equal(0, host.Runtime.OpenUpstreams("iris-1"));
    }

    [Fact]
    public async Task Lines_can_be_searched_and_chosen_by_level()
    {
        await using var host = await LogsHost.StartAsync();
        host.Runtime.Sources = [new("iris-1", Live: true)];
        _ = host.Runtime.SayAsync(Line(0, "INFO disk is fine"));
        _ = host.Runtime.SayAsync(Line(1, "ERROR disk is full"));
        _ = host.Runtime.SayAsync(Line(2, "ERROR memory"));
        using var browser = await host.ConnectAsync("ada");

        await browser.FollowAsync("iris", new LogViewDto(Search: "DISK", Level: "error"));

        await browser.NextBatchAsync();
        var batch = await browser.NextBatchAsync();
        Assert.Contains("disk is full", batch, StringComparison.Ordinal);
        Assert.DoesNotContain("fine", batch, StringComparison.Ordinal);
        Assert.DoesNotContain("memory", batch, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Older_lines_are_read_before_the_places_that_the_browser_has()
    {
        await using var host = await LogsHost.StartAsync();
        host.Runtime.Sources = [new("iris-1", Live: true), new("iris-2", Live: false)];
        host.Runtime.Kept = [Line(0, "one"), Line(2, "three"), Line(3, "four"), Line(1, "two") with { Replica = "iris-2" }, Line(3, "five") with { Replica = "iris-2" }];
        using var browser = await host.ConnectAsync("ada");

        await browser.AskOlderAsync("iris", new OlderLinesDto(new LogViewDto(), Later.AddSeconds(3), [new("iris-1", Later.AddSeconds(2), 0)]));

        var page = await browser.NextBatchAsync();
        Assert.Matches("\"one\".*\"two\".*\"more\":false", page);
        Assert.DoesNotMatch("three|four|five", page);
    }

    [Theory]
    [InlineData("eve", "iris")]
    [InlineData("ada", "other")]
    public async Task Older_lines_of_somebody_elses_deployment_are_not_there(string person, string deployment)
    {
        await using var host = await LogsHost.StartAsync();
        host.Runtime.Sources = [new("iris-1", Live: true)];
        host.Runtime.Kept = [Line(0, "one")];
        using var browser = await host.ConnectAsync(person);

        await browser.AskOlderAsync(deployment, new OlderLinesDto(new LogViewDto(), null, null));

        Assert.Null(await browser.NextBatchAsync());
        Assert.Equal(0, host.Runtime.Lists);
    }

    [Fact]
    public async Task The_download_has_every_line_as_the_page_shows_it()
    {
        await using var host = await LogsHost.StartAsync();
        host.Runtime.Sources = [new("iris-1", Live: true), new("iris-2", Live: false)];
        host.Runtime.Kept =
        [
            Line(0, "Started as process 7") with { Stream = LogStream.Platform }, Line(2, "\u001b[31mred\u001b[0m \u202etxt.exe\u0007", cut: true),
            Line(1, "two") with { Replica = "iris-2" },
        ];

        using var answer = await host.DownloadAsync("ada", "/deployments/iris/logs.txt");

        Assert.Equal("text/plain; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Matches("^attachment; filename=iris-logs-[0-9TZ]+[.]txt$", answer.Content.Headers.ContentDisposition!.ToString());
        Assert.Equal(
            """
            2126-11-21T09:00:00.0000000Z iris-1 -- Started as process 7
            2126-11-21T09:00:01.0000000Z iris-2 two
            2126-11-21T09:00:02.0000000Z iris-1 red \u202etxt.exe\x07 … cut at 16 KiB

            """,
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), ignoreLineEndingDifferences: true);
        using var one = await host.DownloadAsync("ada", "/deployments/iris/logs.txt?replica=iris-2");
        Assert.Equal("2126-11-21T09:00:01.0000000Z iris-2 two\n", await one.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("eve", "iris", HttpStatusCode.NotFound)]
    [InlineData("ada", "other", HttpStatusCode.NotFound)]
    [InlineData(null, "iris", HttpStatusCode.Unauthorized)]
    public async Task Somebody_elses_log_cannot_be_downloaded(string? person, string deployment, HttpStatusCode expected)
    {
        await using var host = await LogsHost.StartAsync();
        host.Runtime.Sources = [new("iris-1", Live: true)];
        host.Runtime.Kept = [Line(0, "one")];

        using var answer = await host.DownloadAsync(person, $"/deployments/{deployment}/logs.txt");

        Assert.Equal((expected, ""), (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
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
        await browser.NextBatchAsync();
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

    private static LogLine Line(int second, string text, bool cut = false) =>
        new("iris-1", new LogPosition(Later.AddSeconds(second), 0), LogStream.Out, text, cut);
}
