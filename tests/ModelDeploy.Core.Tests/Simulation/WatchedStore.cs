using ModelDeploy.Core.Deployments;
using ModelDeploy.TestKit.Stores;

namespace ModelDeploy.Core.Tests.Simulation;

/// <summary>A store in which the world can move, or the connection break, before anything is asked, and whose writes are looked at.</summary>
internal sealed class WatchedStore(InMemoryDeploymentStore inner) : IDeploymentStore
{
    /// <summary>Called before everything that is asked.</summary>
    public Action Interrupt { get; set; } = () => { };

    /// <summary>Called before and after every write of a status.</summary>
    public Func<DeploymentKey, Action> StatusIsWritten { get; set; } = _ => () => { };

    /// <summary>Called after every write.</summary>
    public Action<DeploymentKey> Changed { get; set; } = _ => { };

    /// <inheritdoc />
    public Task<Deployment?> GetAsync(DeploymentKey key, CancellationToken stop)
    {
        Interrupt();
        return inner.GetAsync(key, stop);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<Deployment>> ListAsync(CancellationToken stop)
    {
        Interrupt();
        return inner.ListAsync(stop);
    }

    /// <inheritdoc />
    public Task<StoreResult<Deployment>> CreateAsync(DeploymentKey key, DeploymentSpec spec, Change change, CancellationToken stop) =>
        WriteAsync(key, () => inner.CreateAsync(key, spec, change, stop));

    /// <inheritdoc />
    public Task<StoreResult<Deployment>> UpdateSpecAsync(
        DeploymentKey key, DeploymentSpec spec, Change change, string expectedVersion, CancellationToken stop) =>
        WriteAsync(key, () => inner.UpdateSpecAsync(key, spec, change, expectedVersion, stop));

    /// <inheritdoc />
    public Task<StoreResult<Deployment>> UpdateStatusAsync(
        DeploymentKey key, DeploymentStatus status, string expectedVersion, CancellationToken stop) =>
        WriteAsync(key, async () =>
        {
            var after = StatusIsWritten(key);
            var result = await inner.UpdateStatusAsync(key, status, expectedVersion, stop);
            after();
            return result;
        });

    /// <inheritdoc />
    public Task<StoreResult<Deployment>> MarkDeletedAsync(DeploymentKey key, Change change, string expectedVersion, CancellationToken stop) =>
        WriteAsync(key, () => inner.MarkDeletedAsync(key, change, expectedVersion, stop));

    /// <inheritdoc />
    public Task<StoreResult<Deployment>> ForgetAsync(DeploymentKey key, string expectedVersion, CancellationToken stop) =>
        WriteAsync(key, () => inner.ForgetAsync(key, expectedVersion, stop));

    /// <inheritdoc />
    public Task<DeploymentWatch> WatchAsync(CancellationToken stop) => inner.WatchAsync(stop);

    private async Task<StoreResult<Deployment>> WriteAsync(DeploymentKey key, Func<Task<StoreResult<Deployment>>> write)
    {
        Interrupt();
        var result = await write();
        Changed(key);
        return result;
    }
}
