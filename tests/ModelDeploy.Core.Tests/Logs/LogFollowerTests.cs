using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Logs;
using ModelDeploy.TestKit;

namespace ModelDeploy.Core.Tests.Logs;

/// <summary>What a viewer reads.</summary>
public sealed class LogFollowerTests : LogFollowerStory
{
    [Fact]
    public async Task Somebody_who_may_not_see_the_deployment_is_answered_as_if_there_were_none()
    {
        Runtime.Sources = [new("a", Live: true)];

        Assert.Null(await Follower.OpenAsync(Ada with { Name = "Eve" }, Iris, null, LogFilter.None, default));
        Assert.Null(await Follower.OpenAsync(Ada, new DeploymentKey("other"), null, LogFilter.None, default));
        Assert.Null(await Follower.ListAsync(Ada with { Name = "Eve" }, Iris, default));
        Assert.Empty(Runtime.Follows);
    }

    [Fact]
    public async Task What_was_written_before_comes_first_merged_in_order_of_time()
    {
        Runtime.Sources = [new("a", Live: true), new("b", Live: true)];
        Say("a", -9, -3, 0);
        Say("b", -8, -2, 1);

        using var log = await OpenAsync();

        Assert.Equal(["a-3", "b-2", "a0", "b1"], await log.TakeAsync(4));
    }

    [Fact]
    public async Task Replicas_that_say_nothing_keep_nobody_waiting()
    {
        Runtime.Sources = [new("a", Live: true)];

        var opening = OpenAsync();
        await Clock.PassUntilAsync(() => opening.IsCompleted);
        using var log = await opening;
        await SayAsync("a", 1);

        Assert.Equal(["a1"], await log.TakeAsync(1));
    }

    [Fact]
    public async Task Only_the_replica_that_was_asked_for_is_read()
    {
        Runtime.Sources = [new("a", Live: true), new("b", Live: true)];
        Say("b", 1);

        using var log = await OpenAsync("b");

        Assert.Equal(["b1"], await log.TakeAsync(1));
        Assert.Equal(0, Runtime.OpenUpstreams("a"));
    }

    [Fact]
    public async Task A_viewer_that_falls_behind_sees_where_and_how_many_lines_it_missed()
    {
        Runtime.Sources = [new("a", Live: true)];
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
        Runtime.Sources = [new("a", Live: true)];
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
    public async Task The_log_of_a_replica_that_is_gone_can_be_read()
    {
        Runtime.Sources = [new("a", Live: false)];
        Say("a", -5);
        var ended = Runtime.EndAsync("a");

        using var log = await OpenAsync("a");
        await ended;

        Assert.Equal(["a-5", "a gone"], await log.TakeAsync(2));
    }

    [Fact]
    public async Task What_was_gone_before_stands_in_order_of_time_among_what_lives()
    {
        Runtime.Sources = [new("a", Live: true), new("b", Live: false)];
        Say("a", -1, 2);
        Say("b", -5);
        var ended = Runtime.EndAsync("b");

        using var log = await OpenAsync();
        await ended;

        Assert.Equal(["b-5", "b gone", "a-1", "a2"], await log.TakeAsync(4));
    }

    [Fact]
    public async Task Lines_that_are_not_wanted_are_left_out_and_take_no_room()
    {
        Runtime.Sources = [new("a", Live: true)];
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
        Runtime.Sources = [new("a", Live: true), new("b", Live: true)];
        Say("a", -9, -8, -3, -2, 0);
        Say("b", -7, 1);
        using var first = await OpenAsync();
        await first.TakeAsync(4);

        var subscription = await Follower.OpenAsync(Ada, Iris, "a", LogFilter.None, default);

        Assert.Equal(Lines.At(-8, "a").Position.Time, subscription!.From);
        subscription.Dispose();
    }

    [Fact]
    public async Task The_stream_ends_soon_after_the_membership_ended()
    {
        Runtime.Sources = [new("a", Live: true)];
        Say("a", 0);
        using var log = await OpenAsync();
        Assert.Equal(["a0"], await log.TakeAsync(1));
        var lost = Clock.GetUtcNow();

        MaySee = false;

        await log.EndAsync();
        Assert.True(Clock.GetUtcNow() - lost <= TimeSpan.FromSeconds(30));
    }
}
