using System.Globalization;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Journal;

namespace ModelDeploy.TestKit.Stores;

/// <summary>A true deployment store that lives as long as the process.</summary>
public sealed class InMemoryDeploymentStore : IDeploymentStore
{
    private readonly Lock _lock = new();
    private DeploymentTable _deployments = DeploymentTable.Empty;
    private readonly Watchers<DeploymentKey, DeploymentChange> _watchers = new();
    private long _lastVersion;

    /// <summary>What this store writes its entries into.</summary>
    public InMemoryJournal Journal { get; } = new();

    /// <inheritdoc />
    public Task<Deployment?> GetAsync(DeploymentKey key, CancellationToken stop) =>
        Locked(stop, () => _deployments.Find(key));

    /// <inheritdoc />
    public Task<IReadOnlyList<Deployment>> ListAsync(CancellationToken stop) =>
        Locked(stop, () => _deployments.All);

    /// <inheritdoc />
    public Task<StoreResult<Deployment>> CreateAsync(DeploymentKey key, DeploymentSpec spec, Change change, CancellationToken stop) =>
        Locked<StoreResult<Deployment>>(stop, () => _deployments.Find(key) is not null
            ? new StoreResult<Deployment>.Taken()
            : Write(Journaled(change, new Deployment
            {
                Key = key,
                Uid = Guid.NewGuid(),
                Spec = spec,
                Generation = 1,
                Status = DeploymentStatus.Initial,
                Created = change,
                LastChange = change,
                Version = "",
            })));

    /// <inheritdoc />
    public Task<StoreResult<Deployment>> UpdateSpecAsync(
        DeploymentKey key, DeploymentSpec spec, Change change, string expectedVersion, CancellationToken stop) =>
        Change(key, stop, stored => stored.Version != expectedVersion || stored.Deletion is not null
            ? new StoreResult<Deployment>.Conflict()
            : Write(Journaled(change, stored with { Spec = spec, Generation = stored.Generation + 1, LastChange = change })));

    /// <inheritdoc />
    public Task<StoreResult<Deployment>> UpdateStatusAsync(
        DeploymentKey key, DeploymentStatus status, string expectedVersion, CancellationToken stop) =>
        Change(key, stop, stored => stored.Version != expectedVersion
            ? new StoreResult<Deployment>.Conflict()
            : Write(stored with { Status = status }));

    /// <inheritdoc />
    public Task<StoreResult<Deployment>> MarkDeletedAsync(DeploymentKey key, Change change, string expectedVersion, CancellationToken stop) =>
        Change(key, stop, stored => stored switch
        {
            { Deletion: not null } => new StoreResult<Deployment>.Stored(stored),
            _ when stored.Version != expectedVersion => new StoreResult<Deployment>.Conflict(),
            _ => Write(Journaled(change, stored with { Deletion = change, LastChange = change })),
        });

    /// <inheritdoc />
    public Task<StoreResult<Deployment>> ForgetAsync(DeploymentKey key, string expectedVersion, CancellationToken stop) =>
        Change(key, stop, stored =>
        {
            if (stored.Version != expectedVersion || stored.Deletion is null)
                return new StoreResult<Deployment>.Conflict();
            _deployments = _deployments.Without(key);
            _watchers.Publish(key, new DeploymentChange(key, null));
            return new StoreResult<Deployment>.Stored(stored);
        });

    /// <inheritdoc />
    public Task<DeploymentWatch> WatchAsync(CancellationToken stop) => Locked(stop, () =>
    {
        var subscription = _watchers.Subscribe();
        return new DeploymentWatch(_deployments.All, subscription.ReadAllAsync(stop), subscription.Dispose);
    });

    private Task<StoreResult<Deployment>> Change(
        DeploymentKey key, CancellationToken stop, Func<Deployment, StoreResult<Deployment>> change) =>
        Locked(stop, () => _deployments.Find(key) is { } stored
            ? change(stored)
            : new StoreResult<Deployment>.Missing());

    private Deployment Journaled(Change change, Deployment deployment)
    {
        Journal.Append(deployment, change);
        return deployment;
    }

    private StoreResult<Deployment>.Stored Write(Deployment deployment)
    {
        var stored = deployment with { Version = (++_lastVersion).ToString(CultureInfo.InvariantCulture) };
        _deployments = _deployments.With(stored);
        _watchers.Publish(stored.Key, new DeploymentChange(stored.Key, stored));
        return new StoreResult<Deployment>.Stored(stored);
    }

    private Task<T> Locked<T>(CancellationToken stop, Func<T> action)
    {
        stop.ThrowIfCancellationRequested();
        lock (_lock)
            return Task.FromResult(action());
    }
}
