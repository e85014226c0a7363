using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;

namespace ModelDeploy.TestKit.Quotas;

/// <summary>A store whose content a monitor looks at after every write.</summary>
public sealed class MonitoredStore(IDeploymentStore inner, QuotaMonitor monitor) : IDeploymentStore
{
    /// <inheritdoc />
    public Task<Deployment?> GetAsync(DeploymentKey key, CancellationToken stop) => inner.GetAsync(key, stop);

    /// <inheritdoc />
    public Task<IReadOnlyList<Deployment>> ListAsync(CancellationToken stop) => inner.ListAsync(stop);

    /// <inheritdoc />
    public Task<StoreResult<Deployment>> CreateAsync(DeploymentKey key, DeploymentSpec spec, Change change, CancellationToken stop) =>
        LookAfterAsync(inner.CreateAsync(key, spec, change, stop), stop);

    /// <inheritdoc />
    public Task<StoreResult<Deployment>> UpdateSpecAsync(
        DeploymentKey key, DeploymentSpec spec, Change change, string expectedVersion, CancellationToken stop) =>
        LookAfterAsync(inner.UpdateSpecAsync(key, spec, change, expectedVersion, stop), stop);

    /// <inheritdoc />
    public Task<StoreResult<Deployment>> UpdateStatusAsync(
        DeploymentKey key, DeploymentStatus status, string expectedVersion, CancellationToken stop) =>
        LookAfterAsync(inner.UpdateStatusAsync(key, status, expectedVersion, stop), stop);

    /// <inheritdoc />
    public Task<IReadOnlyList<Deployment>> CountAsync(string group, CancellationToken stop) => inner.CountAsync(group, stop);

    /// <inheritdoc />
    public Task<IReadOnlyList<StoreResult<Deployment>>> GrantAsync(IReadOnlyList<GrantedStatus> grants, CancellationToken stop) =>
        LookAfterAsync(inner.GrantAsync(grants, stop), stop);

    /// <inheritdoc />
    public Task<StoreResult<Deployment>> MarkDeletedAsync(DeploymentKey key, Change change, string expectedVersion, CancellationToken stop) =>
        LookAfterAsync(inner.MarkDeletedAsync(key, change, expectedVersion, stop), stop);

    /// <inheritdoc />
    public Task<StoreResult<Deployment>> ForgetAsync(DeploymentKey key, string expectedVersion, CancellationToken stop) =>
        LookAfterAsync(inner.ForgetAsync(key, expectedVersion, stop), stop);

    /// <inheritdoc />
    public Task<DeploymentWatch> WatchAsync(CancellationToken stop) => inner.WatchAsync(stop);

    private async Task<T> LookAfterAsync<T>(Task<T> write, CancellationToken stop)
    {
        var result = await write;
        monitor.LookAt(await inner.ListAsync(stop));
        return result;
    }
}
