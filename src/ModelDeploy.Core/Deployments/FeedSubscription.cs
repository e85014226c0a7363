namespace ModelDeploy.Core.Deployments;

/// <summary>What a viewer of the feed holds. Dispose to unsubscribe.</summary>
/// <param name="Snapshot">Everything visible at the moment of subscribing, ordered by id.</param>
/// <param name="Batches">Changes after it, for one reader; ends only by cancellation.</param>
/// <param name="Unsubscribe">Called on disposal.</param>
public sealed record FeedSubscription(
    IReadOnlyList<Deployment> Snapshot, IAsyncEnumerable<IReadOnlyList<DeploymentChange>> Batches, Action Unsubscribe) : IDisposable
{
    /// <inheritdoc />
    public void Dispose() => Unsubscribe();
}
