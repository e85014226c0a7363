namespace ModelDeploy.Core.Deployments;

/// <summary>What a viewer of the feed holds. Dispose to unsubscribe.</summary>
public sealed class FeedSubscription : IDisposable
{
    private readonly Action _unsubscribe;
    private IReadOnlyList<Deployment>? _snapshot;

    internal FeedSubscription(IReadOnlyList<Deployment> snapshot, IAsyncEnumerable<IReadOnlyList<DeploymentChange>> batches, Action unsubscribe) =>
        (_snapshot, Batches, _unsubscribe) = (snapshot, batches, unsubscribe);

    /// <summary>Changes after the snapshot, for one reader; ends only by cancellation.</summary>
    public IAsyncEnumerable<IReadOnlyList<DeploymentChange>> Batches { get; }

    /// <summary>Everything visible at the moment of subscribing, ordered by id. Handed over once, as a subscription lives long.</summary>
    /// <exception cref="InvalidOperationException">It was taken before.</exception>
    public IReadOnlyList<Deployment> TakeSnapshot() =>
        Interlocked.Exchange(ref _snapshot, null) ?? throw new InvalidOperationException("The snapshot was taken before.");

    /// <inheritdoc />
    public void Dispose() => _unsubscribe();
}
