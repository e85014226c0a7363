namespace ModelDeploy.Core.Deployments;

/// <summary>A snapshot and the changes after it, taken as one.</summary>
/// <param name="Snapshot">Everything at the moment of subscribing.</param>
/// <param name="Changes">Read by one reader; ends only by cancellation or disposal.</param>
/// <param name="Unsubscribe">Called once on disposal.</param>
public sealed record DeploymentWatch(
    IReadOnlyList<Deployment> Snapshot, IAsyncEnumerable<DeploymentChange> Changes, Action Unsubscribe) : IDisposable
{
    /// <inheritdoc />
    public void Dispose() => Unsubscribe();
}

/// <summary>The newest state under a key; null once it is gone.</summary>
public sealed record DeploymentChange(DeploymentKey Key, Deployment? Deployment);
