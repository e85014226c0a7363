namespace ModelDeploy.Core.Tests;

public sealed class WatchersTests
{
    private readonly Watchers<string, int> _watchers = new();

    [Fact]
    public async Task Everyone_who_subscribed_before_gets_what_is_published()
    {
        using var early = _watchers.Subscribe();
        _watchers.Publish("a", 1);
        using var late = _watchers.Subscribe();
        _watchers.Publish("b", 2);

        Assert.Equal([1, 2], await TakeAsync(early, 2));
        Assert.Equal([2], await TakeAsync(late, 1));
    }

    [Fact]
    public async Task An_unread_value_is_replaced_by_the_newest_of_its_key()
    {
        using var reader = _watchers.Subscribe();
        foreach (var value in Enumerable.Range(1, 100))
            _watchers.Publish("a", value);
        _watchers.Publish("b", 0);

        Assert.Equal([100, 0], await TakeAsync(reader, 2));
    }

    [Fact]
    public async Task Who_has_left_reads_to_the_end_and_hinders_nobody()
    {
        var leaving = _watchers.Subscribe();
        using var staying = _watchers.Subscribe();
        leaving.Dispose();
        leaving.Dispose();

        _watchers.Publish("a", 1);

        Assert.Empty(await leaving.ReadAllAsync().ToListAsync());
        Assert.Equal([1], await TakeAsync(staying, 1));
    }

    [Fact]
    public async Task A_cancelled_reading_throws()
    {
        using var reader = _watchers.Subscribe();
        using var stop = new CancellationTokenSource();
        var reading = reader.ReadAllAsync(stop.Token).FirstAsync().AsTask();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    private static async Task<List<int>> TakeAsync(Watchers<string, int>.Subscription subscription, int count) =>
        await subscription.ReadAllAsync().Take(count).ToListAsync();
}
