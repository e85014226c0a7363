using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Logs;
using ModelDeploy.TestKit;

namespace ModelDeploy.Core.Tests.Logs;

public sealed class LogFollowerTests : IAsyncDisposable
{
    private static readonly DeploymentKey Iris = new("iris");
    private static readonly Viewer Ada = new(new PersonKey("local", "ada"), "Ada", IsSystemAdmin: false);

    private readonly ManualTime _clock = new(Lines.Start);
    private readonly ScriptedLogs _runtime = new();
    private readonly LogFollower _follower;
    private bool _maySee = true;

    public LogFollowerTests()
    {
        var options = new LogFollowerOptions { Backlog = 4, ViewerLines = 5, EndedReplicas = 2 };
        _follower = new LogFollower(
            _runtime, (viewer, key) => _maySee && viewer == Ada && key == Iris, options, _clock, NullLogger<LogFollower>.Instance);
    }

    public ValueTask DisposeAsync() => _follower.DisposeAsync();

    [Fact]
    public async Task Somebody_who_may_not_see_the_deployment_is_answered_as_if_there_were_none()
    {
        _runtime.Sources = [new("a", Live: true)];

        Assert.Null(await _follower.OpenAsync(Ada with { Name = "Eve" }, Iris, null, LogFilter.None, default));
        Assert.Null(await _follower.OpenAsync(Ada, new DeploymentKey("other"), null, LogFilter.None, default));
        Assert.Null(await _follower.ListAsync(Ada with { Name = "Eve" }, Iris, default));
        Assert.Empty(_runtime.Follows);
    }

    [Fact]
    public async Task What_was_written_before_comes_first_merged_in_order_of_time()
    {
        _runtime.Sources = [new("a", Live: true), new("b", Live: true)];
        Say("a", -9, -3, 0);
        Say("b", -8, -2, 1);

        using var log = await OpenAsync();

        Assert.Equal(["a-3", "b-2", "a0", "b1"], await log.TakeAsync(4));
    }

    [Fact]
    public async Task Replicas_that_say_nothing_keep_nobody_waiting()
    {
        _runtime.Sources = [new("a", Live: true)];

        var opening = OpenAsync();
        await _clock.PassUntilAsync(() => opening.IsCompleted);
        using var log = await opening;
        await SayAsync("a", 1);

        Assert.Equal(["a1"], await log.TakeAsync(1));
    }

    [Fact]
    public async Task Only_the_replica_that_was_asked_for_is_read()
    {
        _runtime.Sources = [new("a", Live: true), new("b", Live: true)];
        Say("b", 1);

        using var log = await OpenAsync("b");

        Assert.Equal(["b1"], await log.TakeAsync(1));
        Assert.Equal(0, _runtime.OpenUpstreams("a"));
    }

    [Fact]
    public async Task Two_viewers_share_one_upstream_and_the_second_gets_the_backlog_from_memory()
    {
        _runtime.Sources = [new("a", Live: true)];
        Say("a", 1, 2);
        using var first = await OpenAsync();
        Assert.Equal(["a1", "a2"], await first.TakeAsync(2));

        using var second = await OpenAsync();
        await SayAsync("a", 3);

        Assert.Equal(["a3"], await first.TakeAsync(1));
        Assert.Equal(["a1", "a2", "a3"], await second.TakeAsync(3));
        Assert.Single(_runtime.Follows);
    }

    [Fact]
    public async Task A_viewer_that_falls_behind_sees_where_and_how_many_lines_it_missed()
    {
        _runtime.Sources = [new("a", Live: true)];
        Say("a", 0);
        using var log = await OpenAsync();
        Assert.Equal(["a0"], await log.TakeAsync(1));

        for (var second = 1; second <= 12; second++)
            await SayAsync("a", second);
        Assert.Equal(["gap 7", "a8", "a9", "a10", "a11", "a12"], await log.TakeAsync(6));

        await SayAsync("a", 13);
        Assert.Equal(["a13"], await log.TakeAsync(1));
    }

    [Fact]
    public async Task A_slow_viewer_takes_nothing_from_a_fast_one()
    {
        _runtime.Sources = [new("a", Live: true)];
        Say("a", 0);
        using var slow = await OpenAsync();
        using var fast = await OpenAsync();

        for (var second = 1; second <= 8; second++)
        {
            Assert.Equal([$"a{second - 1}"], await fast.TakeAsync(1));
            await SayAsync("a", second);
        }

        Assert.Equal("gap 4", (await slow.TakeAsync(1)).Single());
    }

    [Fact]
    public async Task The_upstream_ends_when_the_grace_period_after_the_last_viewer_is_over()
    {
        _runtime.Sources = [new("a", Live: true)];
        Say("a", 0);
        var log = await OpenAsync();
        var left = _clock.GetUtcNow();

        log.Dispose();
        Assert.Equal(1, _runtime.OpenUpstreams("a"));
        await _clock.PassUntilAsync(() => _runtime.OpenUpstreams("a") == 0);

        Assert.True(_clock.GetUtcNow() - left >= TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Somebody_who_comes_back_within_the_grace_period_finds_the_upstream_open()
    {
        _runtime.Sources = [new("a", Live: true)];
        Say("a", 0);
        (await OpenAsync()).Dispose();
        _clock.Advance(TimeSpan.FromSeconds(9));

        using var log = await OpenAsync();

        Assert.Equal(["a0"], await log.TakeAsync(1));
        Assert.Single(_runtime.Follows);
    }

    [Fact]
    public async Task A_log_that_broke_off_is_taken_up_after_the_last_line()
    {
        _runtime.Sources = [new("a", Live: true)];
        Say("a", 0, 1);
        using var log = await OpenAsync();
        await _runtime.BreakAsync("a");
        Say("a", 2);

        Assert.Equal(["a0", "a1", "a2"], await log.TakeAsync(3));
        Assert.Equal([("a", null), ("a", (LogPosition?)Lines.At(1, "a").Position)], _runtime.Follows);
    }

    [Fact]
    public async Task A_replica_that_appears_while_somebody_looks_joins_the_stream()
    {
        _runtime.Sources = [new("a", Live: true)];
        Say("a", 0);
        Say("b", 5);
        using var log = await OpenAsync();
        _runtime.Sources = [new("a", Live: true), new("b", Live: true)];

        Assert.Equal(["a0", "b5"], await log.TakeAsync(2));
    }

    [Fact]
    public async Task A_replica_that_goes_away_says_so_and_goes_on_when_it_is_back()
    {
        _runtime.Sources = [new("a", Live: true)];
        Say("a", 0);
        using var log = await OpenAsync();
        _runtime.Sources = [new("a", Live: false)];
        await _runtime.EndAsync("a");
        Assert.Equal(["a0", "a gone"], await log.TakeAsync(2));

        _runtime.Sources = [new("a", Live: true)];
        Say("a", 60);

        Assert.Equal(["a60"], await log.TakeAsync(1));
        Assert.Equal(2, _runtime.Follows.Count);
        Assert.NotNull(_runtime.Follows.Last().After);
    }

    [Fact]
    public async Task The_log_of_a_replica_that_is_gone_can_be_read()
    {
        _runtime.Sources = [new("a", Live: false)];
        Say("a", -5);
        var ended = _runtime.EndAsync("a");

        using var log = await OpenAsync("a");
        await ended;

        Assert.Equal(["a-5", "a gone"], await log.TakeAsync(2));
    }

    [Fact]
    public async Task What_was_gone_before_stands_in_order_of_time_among_what_lives()
    {
        _runtime.Sources = [new("a", Live: true), new("b", Live: false)];
        Say("a", -1, 2);
        Say("b", -5);
        var ended = _runtime.EndAsync("b");

        using var log = await OpenAsync();
        await ended;

        Assert.Equal(["b-5", "b gone", "a-1", "a2"], await log.TakeAsync(4));
    }

    [Fact]
    public async Task Lines_that_are_not_wanted_are_left_out_and_take_no_room()
    {
        _runtime.Sources = [new("a", Live: true)];
        Say("a", 1);
        using var log = await OpenAsync(filter: new LogFilter("1"));
        Assert.Equal(["a1"], await log.TakeAsync(1));

        foreach (var second in new[] { 2, 3, 4, 5, 6, 7, 8, 9, 10, 21 })
            await SayAsync("a", second);

        Assert.Equal(["a10", "a21"], await log.TakeAsync(2));
    }

    [Fact]
    public async Task A_viewer_learns_since_when_nothing_is_missing()
    {
        _runtime.Sources = [new("a", Live: true), new("b", Live: true)];
        Say("a", -9, -8, -3, -2, 0);
        Say("b", -7, 1);
        using var first = await OpenAsync();
        await first.TakeAsync(4);

        var subscription = await _follower.OpenAsync(Ada, Iris, "a", LogFilter.None, default);

        Assert.Equal(Lines.At(-8, "a").Position.Time, subscription!.From);
        subscription.Dispose();
    }

    [Fact]
    public async Task The_stream_ends_soon_after_the_membership_ended()
    {
        _runtime.Sources = [new("a", Live: true)];
        Say("a", 0);
        using var log = await OpenAsync();
        Assert.Equal(["a0"], await log.TakeAsync(1));
        var lost = _clock.GetUtcNow();

        _maySee = false;

        await log.EndAsync();
        Assert.True(_clock.GetUtcNow() - lost <= TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Somebody_who_gives_up_while_opening_leaves_nothing_open()
    {
        _runtime.Sources = [new("a", Live: true)];
        using var giveUp = new CancellationTokenSource();
        var opening = _follower.OpenAsync(Ada, Iris, null, LogFilter.None, giveUp.Token);
        await Eventually.TrueAsync(() => _runtime.OpenUpstreams("a") == 1, "the upstream is open");

        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
        await _clock.PassUntilAsync(() => _runtime.OpenUpstreams("a") == 0);
    }

    [Fact]
    public async Task Of_many_replicas_that_went_away_only_the_newest_are_remembered()
    {
        string[] replicas = ["a", "b", "c"];
        _runtime.Sources = [.. replicas.Select(replica => new LogSource(replica, Live: true))];
        foreach (var replica in replicas)
            Say(replica, 0);
        using var log = await OpenAsync();
        _runtime.Sources = [.. replicas.Select(replica => new LogSource(replica, Live: false))];
        foreach (var replica in replicas)
            await _runtime.EndAsync(replica);
        await log.TakeAsync(6);
        var rounds = _runtime.Lists;
        await _clock.PassUntilAsync(() => _runtime.Lists >= rounds + 2);

        using var remembered = await OpenAsync("c");
        Assert.Equal(["c0", "c gone"], await remembered.TakeAsync(2));
        Assert.Equal(3, _runtime.Follows.Count);

        Say("a", 1_000);
        using var forgotten = await OpenAsync("a");
        Assert.Equal(["a1000"], await forgotten.TakeAsync(1));
        Assert.Equal(4, _runtime.Follows.Count);
    }

    [Fact]
    public async Task A_runtime_that_cannot_be_reached_is_asked_again()
    {
        _runtime.Sources = null;
        Say("a", 1);
        using var log = await OpenAsync();
        _runtime.Sources = [new("a", Live: true)];

        Assert.Equal(["a1"], await log.TakeAsync(1));
    }

    [Fact]
    public async Task Closing_the_follower_ends_streams_and_upstreams()
    {
        _runtime.Sources = [new("a", Live: true)];
        Say("a", 0);
        using var log = await OpenAsync();
        Assert.Equal(["a0"], await log.TakeAsync(1));

        await _follower.DisposeAsync();

        await log.EndAsync();
        Assert.Equal(0, _runtime.OpenUpstreams("a"));
    }

    private async Task<OpenLog> OpenAsync(string? replica = null, LogFilter? filter = null)
    {
        var subscription = await _follower.OpenAsync(Ada, Iris, replica, filter ?? LogFilter.None, default);
        Assert.NotNull(subscription);
        return new OpenLog(subscription, _clock);
    }

    // Taken up as soon as somebody reads that replica.
    private void Say(string replica, params int[] seconds)
    {
        foreach (var second in seconds)
            _ = SayAsync(replica, second);
    }

    private Task SayAsync(string replica, int second) => _runtime.SayAsync(Lines.At(second, replica));
}
