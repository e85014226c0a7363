using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Logs;
using ModelDeploy.TestKit;

namespace ModelDeploy.Core.Tests.Logs;

/// <summary>When a replica's log is opened, shared, taken up again and let go.</summary>
public sealed class LogFollowerUpstreamTests : LogFollowerStory
{
    [Fact]
    public async Task Two_viewers_share_one_upstream_and_the_second_gets_the_backlog_from_memory()
    {
        Runtime.Sources = [new("a", Live: true)];
        Say("a", 1, 2);
        using var first = await OpenAsync();
        Assert.Equal(["a1", "a2"], await first.TakeAsync(2));

        using var second = await OpenAsync();
        await SayAsync("a", 3);

        Assert.Equal(["a3"], await first.TakeAsync(1));
        Assert.Equal(["a1", "a2", "a3"], await second.TakeAsync(3));
        Assert.Single(Runtime.Follows);
    }

    [Fact]
    public async Task The_upstream_ends_when_the_grace_period_after_the_last_viewer_is_over()
    {
        Runtime.Sources = [new("a", Live: true)];
        Say("a", 0);
        var log = await OpenAsync();
        var left = Clock.GetUtcNow();

        log.Dispose();
        Assert.Equal(1, Runtime.OpenUpstreams("a"));
        await Clock.PassUntilAsync(() => Runtime.OpenUpstreams("a") == 0);

        Assert.True(Clock.GetUtcNow() - left >= TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Somebody_who_comes_back_within_the_grace_period_finds_the_upstream_open()
    {
        Runtime.Sources = [new("a", Live: true)];
        Say("a", 0);
        (await OpenAsync()).Dispose();
        Clock.Advance(TimeSpan.FromSeconds(9));

        using var log = await OpenAsync();

        Assert.Equal(["a0"], await log.TakeAsync(1));
        Assert.Single(Runtime.Follows);
    }

    [Fact]
    public async Task A_log_that_broke_off_is_taken_up_after_the_last_line()
    {
        Runtime.Sources = [new("a", Live: true)];
        Say("a", 0, 1);
        using var log = await OpenAsync();
        await Runtime.BreakAsync("a");
        Say("a", 2);

        Assert.Equal(["a0", "a1", "a2"], await log.TakeAsync(3));
        Assert.Equal([("a", null), ("a", (LogPosition?)Lines.At(1, "a").Position)], Runtime.Follows);
    }

    [Fact]
    public async Task A_replica_that_appears_while_somebody_looks_joins_the_stream()
    {
        Runtime.Sources = [new("a", Live: true)];
        Say("a", 0);
        Say("b", 5);
        using var log = await OpenAsync();
        Runtime.Sources = [new("a", Live: true), new("b", Live: true)];

        Assert.Equal(["a0", "b5"], await log.TakeAsync(2));
    }

    [Fact]
    public async Task A_replica_that_goes_away_says_so_and_goes_on_when_it_is_back()
    {
        Runtime.Sources = [new("a", Live: true)];
        Say("a", 0);
        using var log = await OpenAsync();
        Runtime.Sources = [new("a", Live: false)];
        await Runtime.EndAsync("a");
        Assert.Equal(["a0", "a gone"], await log.TakeAsync(2));

        Runtime.Sources = [new("a", Live: true)];
        Say("a", 60);

        Assert.Equal(["a60"], await log.TakeAsync(1));
        Assert.Equal(2, Runtime.Follows.Count);
        Assert.NotNull(Runtime.Follows.Last().After);
    }

    [Fact]
    public async Task Somebody_who_gives_up_while_opening_leaves_nothing_open()
    {
        Runtime.Sources = [new("a", Live: true)];
        using var giveUp = new CancellationTokenSource();
        var opening = Follower.OpenAsync(Ada, Iris, null, LogFilter.None, giveUp.Token);
        await Eventually.TrueAsync(() => Runtime.OpenUpstreams("a") == 1, "the upstream is open");

        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
        await Clock.PassUntilAsync(() => Runtime.OpenUpstreams("a") == 0);
    }

    [Fact]
    public async Task Of_many_replicas_that_went_away_only_the_newest_are_remembered()
    {
        string[] replicas = ["a", "b", "c"];
        Runtime.Sources = [.. replicas.Select(replica => new LogSource(replica, Live: true))];
        foreach (var replica in replicas)
            Say(replica, 0);
        using var log = await OpenAsync();
        Runtime.Sources = [.. replicas.Select(replica => new LogSource(replica, Live: false))];
        foreach (var replica in replicas)
            await Runtime.EndAsync(replica);
        await log.TakeAsync(6);
        var rounds = Runtime.Lists;
        await Clock.PassUntilAsync(() => Runtime.Lists >= rounds + 2);

        using var remembered = await OpenAsync("c");
        Assert.Equal(["c0", "c gone"], await remembered.TakeAsync(2));
        Assert.Equal(3, Runtime.Follows.Count);

        Say("a", 1_000);
        using var forgotten = await OpenAsync("a");
        Assert.Equal(["a1000"], await forgotten.TakeAsync(1));
        Assert.Equal(4, Runtime.Follows.Count);
    }

    [Fact]
    public async Task A_runtime_that_cannot_be_reached_is_asked_again()
    {
        Runtime.Sources = null;
        Say("a", 1);
        using var log = await OpenAsync();
        Runtime.Sources = [new("a", Live: true)];

        Assert.Equal(["a1"], await log.TakeAsync(1));
    }

    [Fact]
    public async Task Closing_the_follower_ends_streams_and_upstreams()
    {
        Runtime.Sources = [new("a", Live: true)];
        Say("a", 0);
        using var log = await OpenAsync();
        Assert.Equal(["a0"], await log.TakeAsync(1));

        await Follower.DisposeAsync();

        await log.EndAsync();
        Assert.Equal(0, Runtime.OpenUpstreams("a"));
    }
}
