using ModelDeploy.Core.Deployments;
using ModelDeploy.TestKit.Stores;

namespace ModelDeploy.Core.Tests.Simulation;

/// <summary>
/// A store in which the world can move, or the connection break, before anything is asked; that can refuse a write or lose its
/// answer; and whose writes are looked at.
/// </summary>
internal sealed class WatchedStore(InMemoryDeploymentStore inner) : IDeploymentStore
{
    private readonly Dictionary<DeploymentKey, Deployment?> _lastRead = [];

    /// <summary>Called before everything that is asked.</summary>
    public Action Interrupt { get; set; } = () => { };

    /// <summary>Asked before a write of an existing deployment: whether it shall conflict.</summary>
    public Func<bool> Conflicts { get; set; } = () => false;

    /// <summary>Called after every write, before its answer is given: it can throw.</summary>
    public Action Answer { get; set; } = () => { };

    /// <summary>Called before every write of a status, and what it returns after it, with what was stored.</summary>
    public Func<DeploymentKey, DeploymentStatus, Action<Deployment?>> StatusIsWritten { get; set; } = (_, _) => _ => { };

    /// <summary>Called after every write.</summary>
    public Action<DeploymentKey> Changed { get; set; } = _ => { };

    /// <summary>What was read of the key alone last: what a pass decides on.</summary>
    public Deployment? LastRead(DeploymentKey key) => _lastRead.GetValueOrDefault(key);

    /// <inheritdoc />
    public async Task<Deployment?> GetAsync(DeploymentKey key, CancellationToken stop)
    {
        Interrupt();
        return _lastRead[key] = await inner.GetAsync(key, stop);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<Deployment>> ListAsync(CancellationToken stop)
    {
        Interrupt();
        var all = await inner.ListAsync(stop);
        Interrupt();
        return all;
    }

    /// <inheritdoc />
    public Task<StoreResult<Deployment>> CreateAsync(DeploymentKey key, DeploymentSpec spec, Change change, CancellationToken stop) =>
        WriteAsync(key, () => inner.CreateAsync(key, spec, change, stop), mayConflict: false);

    /// <inheritdoc />
    public Task<StoreResult<Deployment>> UpdateSpecAsync(
        DeploymentKey key, DeploymentSpec spec, Change change, string expectedVersion, CancellationToken stop) =>
        WriteAsync(key, () => inner.UpdateSpecAsync(key, spec, change, expectedVersion, stop));

    /// <inheritdoc />
    public Task<StoreResult<Deployment>> UpdateStatusAsync(
        DeploymentKey key, DeploymentStatus status, string expectedVersion, CancellationToken stop) =>
        WriteAsync(key, async () =>
        {
            var after = StatusIsWritten(key, status);
            var result = await inner.UpdateStatusAsync(key, status, expectedVersion, stop);
            after((result as StoreResult<Deployment>.Stored)?.Value);
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

    private async Task<StoreResult<Deployment>> WriteAsync(
        DeploymentKey key, Func<Task<StoreResult<Deployment>>> write, bool mayConflict = true)
    {
        Interrupt();
        if (mayConflict && Conflicts())
            return new StoreResult<Deployment>.Conflict();
        var result = await write();
        if (result is StoreResult<Deployment>.Stored)
            Changed(key);
        Answer();
        return result;
    }
}
