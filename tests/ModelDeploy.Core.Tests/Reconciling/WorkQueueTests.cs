using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Reconciling;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Core.Tests.Reconciling;

public sealed class WorkQueueTests
{
    private static readonly DeploymentKey A = new("a");
    private static readonly DeploymentKey B = new("b");

    private readonly ManualTime _clock = new(AChange.Start);
    private readonly WorkQueue _queue;

    public WorkQueueTests() => _queue = new WorkQueue(_clock);

    [Fact]
    public async Task A_key_that_is_added_twice_comes_once()
    {
        _queue.Add(A);
        _queue.Add(B);
        _queue.Add(A);

        Assert.Equal([A, B], [await _queue.TakeAsync(default), await _queue.TakeAsync(default)]);
        Assert.False(_queue.TakeAsync(default).IsCompleted);
    }

    [Fact]
    public async Task A_key_that_is_added_while_it_is_worked_on_comes_again_afterwards_and_not_before()
    {
        _queue.Add(A);
        await _queue.TakeAsync(default);
        _queue.Add(A);
        var next = _queue.TakeAsync(default);

        Assert.False(next.IsCompleted);
        _queue.Done(A, new Next.WhenSomethingChanges());
        Assert.Equal(A, await next);
    }

    [Fact]
    public async Task Again_comes_at_once()
    {
        _queue.Add(A);
        await _queue.TakeAsync(default);
        _queue.Done(A, new Next.Again());

        Assert.Equal(A, await _queue.TakeAsync(default));
    }

    [Fact]
    public async Task What_somebody_wants_comes_before_what_was_only_seen_also_when_it_waits_already()
    {
        var c = new DeploymentKey("c");
        foreach (var seen in new[] { A, B, c })
            _queue.Add(seen);
        _queue.Add(c, wanted: true);
        _queue.Add(c, wanted: true);

        Assert.Equal([c, A, B], [await _queue.TakeAsync(default), await _queue.TakeAsync(default), await _queue.TakeAsync(default)]);
        Assert.False(_queue.TakeAsync(default).IsCompleted);
    }

    [Fact]
    public async Task A_step_on_the_way_to_what_somebody_wants_is_followed_by_the_next_before_others()
    {
        _queue.Add(A, wanted: true);
        _queue.Add(B);
        await _queue.TakeAsync(default);
        _queue.Done(A, new Next.Again());

        Assert.Equal([A, B], [await _queue.TakeAsync(default), await _queue.TakeAsync(default)]);
    }

    [Fact]
    public async Task A_planned_key_comes_at_its_time()
    {
        _queue.Add(A);
        await _queue.TakeAsync(default);
        _queue.Done(A, new Next.At(AChange.Start.AddSeconds(10)));
        var next = _queue.TakeAsync(default);

        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.False(next.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(A, await next);
    }

    [Fact]
    public async Task A_time_that_a_wrong_clock_put_far_away_is_waited_for()
    {
        _queue.Add(A);
        await _queue.TakeAsync(default);
        _queue.Done(A, new Next.At(AChange.Start.AddYears(1)));

        var next = _queue.TakeAsync(default);

        Assert.False(next.IsCompleted);
        _queue.Add(A);
        Assert.Equal(A, await next);
    }

    [Fact]
    public async Task A_planned_key_comes_soon_after_the_clock_was_set_past_its_time()
    {
        _queue.Add(A);
        await _queue.TakeAsync(default);
        _queue.Done(A, new Next.At(AChange.Start.AddHours(1)));
        var next = _queue.TakeAsync(default);
        Assert.False(next.IsCompleted);

        _clock.JumpTo(AChange.Start.AddHours(2));
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(A, await next);
    }

    [Fact]
    public async Task A_planned_key_comes_at_the_next_look_after_the_clock_was_set_back()
    {
        _queue.Add(A);
        await _queue.TakeAsync(default);
        _queue.Done(A, new Next.At(AChange.Start.AddHours(1)));
        var next = _queue.TakeAsync(default);
        Assert.False(next.IsCompleted);

        _clock.JumpTo(AChange.Start.AddHours(-2));
        _queue.Add(B);

        Assert.Equal(B, await next);
        Assert.Equal(A, await _queue.TakeAsync(default));
    }

    [Fact]
    public async Task Of_two_plans_for_a_key_the_newest_counts()
    {
        _queue.Add(A);
        await _queue.TakeAsync(default);
        _queue.Done(A, new Next.At(AChange.Start.AddSeconds(10)));
        _queue.Add(A);
        await _queue.TakeAsync(default);
        _queue.Done(A, new Next.At(AChange.Start.AddSeconds(30)));
        var next = _queue.TakeAsync(default);

        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(next.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(A, await next);
    }

    [Fact]
    public async Task A_change_comes_before_the_planned_time_and_replaces_it()
    {
        _queue.Add(A);
        await _queue.TakeAsync(default);
        _queue.Done(A, new Next.At(AChange.Start.AddSeconds(10)));
        _queue.Add(A);
        await _queue.TakeAsync(default);
        _queue.Done(A, new Next.WhenSomethingChanges());
        var next = _queue.TakeAsync(default);

        _clock.Advance(TimeSpan.FromSeconds(20));

        Assert.False(next.IsCompleted);
    }

    [Fact]
    public async Task Failures_back_off_longer_each_time_up_to_a_minute_and_a_good_pass_resets_them()
    {
        List<double> backOffs = [];
        for (var i = 0; i < 12; i++)
        {
            _queue.Add(A);
            await _queue.TakeAsync(default);
            backOffs.Add(_queue.Failed(A).TotalSeconds);
        }
        _queue.Add(A);
        await _queue.TakeAsync(default);
        _queue.Done(A, new Next.WhenSomethingChanges());
        _queue.Add(A);
        await _queue.TakeAsync(default);

        Assert.Equal([0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 51.2, 60, 60], backOffs);
        Assert.Equal(0.1, _queue.Failed(A).TotalSeconds);
    }

    [Fact]
    public async Task What_the_store_refuses_is_tried_again_after_fifteen_seconds_at_most()
    {
        List<double> backOffs = [];
        for (var i = 0; i < 10; i++)
        {
            _queue.Add(A);
            await _queue.TakeAsync(default);
            backOffs.Add(_queue.Refused(A).TotalSeconds);
        }

        Assert.Equal([0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 15, 15], backOffs);
    }

    [Fact]
    public async Task A_failed_key_waits_for_its_back_off_even_when_it_was_added_meanwhile()
    {
        _queue.Add(A);
        await _queue.TakeAsync(default);
        _queue.Add(A);
        _queue.Failed(A);
        var next = _queue.TakeAsync(default);

        Assert.False(next.IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(A, await next);
    }

    [Fact]
    public async Task What_settles_is_left_alone_whatever_is_seen_of_it()
    {
        _queue.Add(A);
        await _queue.TakeAsync(default);
        _queue.Add(A); // seen during the pass
        _queue.Done(A, new Next.WhenSettled());
        _queue.Add(A); // and after it
        var next = _queue.TakeAsync(default);

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(next.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(A, await next);
        _queue.Done(A, new Next.WhenSomethingChanges());
        _queue.Add(A);
        Assert.Equal(A, await _queue.TakeAsync(default));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_settles_comes_at_once_when_somebody_wants_something_else(bool duringThePass)
    {
        _queue.Add(A);
        await _queue.TakeAsync(default);
        if (duringThePass)
            _queue.Add(A, wanted: true);
        _queue.Done(A, new Next.WhenSettled());
        if (!duringThePass)
            _queue.Add(A, wanted: true);

        Assert.Equal(A, await _queue.TakeAsync(default));
    }

    [Fact]
    public async Task The_more_settle_the_longer_they_are_left_alone_and_ten_seconds_at_most()
    {
        for (var i = 0; i < 1_000; i++)
        {
            _queue.Add(new DeploymentKey($"key-{i}"));
            _queue.Done(await _queue.TakeAsync(default), new Next.WhenSettled());
        }

        _clock.Advance(TimeSpan.FromSeconds(2));
        List<DeploymentKey> early = [];
        while (_queue.TakeAsync(default) is { IsCompletedSuccessfully: true } taken)
            early.Add(await taken);
        Assert.Equal(10, early.Count);
        _clock.Advance(TimeSpan.FromSeconds(8));
        for (var i = 0; i < 989; i++)
            Assert.True(_queue.TakeAsync(default).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Many_workers_never_hold_one_key_at_a_time()
    {
        var held = new System.Collections.Concurrent.ConcurrentDictionary<DeploymentKey, bool>();
        var passes = 0;
        using var stop = new CancellationTokenSource();
        var workers = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                var key = await _queue.TakeAsync(stop.Token);
                Assert.True(held.TryAdd(key, true));
                await Task.Yield();
                held.TryRemove(key, out var _);
                Interlocked.Increment(ref passes);
                _queue.Done(key, new Next.WhenSomethingChanges());
            }
        })).ToList();

        for (var i = 0; i < 5_000; i++)
            _queue.Add(i % 3 == 0 ? A : B);
        await Eventually.TrueAsync(() => _queue.Depth == 0, "an empty queue");
        await stop.CancelAsync();

        Assert.True(passes >= 2);
        foreach (var worker in workers)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => worker);
    }
}
