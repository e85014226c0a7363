using System.Collections.Concurrent;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;

namespace ModelDeploy.Portal.Tests.Measurements;

/// <summary>Viewers without a browser: they read the feed as a page does, and note when something came.</summary>
public sealed class FeedReaders : IAsyncDisposable
{
    private static readonly Viewer Somebody = new(new PersonKey(PersonKey.LocalIssuer, "admin"), "Administrator", IsSystemAdmin: true);
    private readonly CancellationTokenSource _leaving = new();
    private readonly ConcurrentQueue<DateTimeOffset> _told = new();
    private readonly List<Task> _reading = [];

    /// <summary>When a batch came to somebody.</summary>
    public IReadOnlyCollection<DateTimeOffset> Told => _told;

    /// <summary>Lets that many subscribe.</summary>
    public static async Task<FeedReaders> SubscribeAsync(DeploymentFeed feed, int count)
    {
        var readers = new FeedReaders();
        for (var i = 0; i < count; i++)
            readers._reading.Add(readers.ReadAsync(await feed.SubscribeAsync(Somebody, readers._leaving.Token)));
        return readers;
    }

    /// <summary>Lets all of them leave.</summary>
    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await Task.WhenAll(_reading);
        _leaving.Dispose();
    }

    private async Task ReadAsync(FeedSubscription subscription)
    {
        using (subscription)
        {
            try
            {
                await foreach (var _ in subscription.Batches.WithCancellation(_leaving.Token))
                    _told.Enqueue(DateTimeOffset.UtcNow);
            }
            catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
            {
                // They have left.
            }
        }
    }
}
