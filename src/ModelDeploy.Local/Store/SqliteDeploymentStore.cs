using Microsoft.EntityFrameworkCore;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Local.Store.Rows;

namespace ModelDeploy.Local.Store;

/// <summary>
/// Deployments in SQLite. The directory's lock makes this process the only one that writes them, so all of them are kept
/// in memory as last committed: reading costs no query, and writing decides on what is in the file.
/// </summary>
internal sealed class SqliteDeploymentStore : IDeploymentStore
{
    private readonly StoreDatabase _database;
    private readonly Watchers<DeploymentKey, DeploymentChange> _watchers = new();
    private volatile DeploymentTable _committed;

    private SqliteDeploymentStore(StoreDatabase database, DeploymentTable committed) =>
        (_database, _committed) = (database, committed);

    /// <summary>Reads everything there is.</summary>
    public static Task<SqliteDeploymentStore> LoadAsync(StoreDatabase database, CancellationToken stop) => database.UseAsync(async context =>
    {
        var rows = await context.Deployments.ToListAsync(stop);
        return new SqliteDeploymentStore(database, DeploymentTable.Of(rows.Select(row => row.ToDeployment()).Select(one => one with { Spec = database.Secrets.Open(one.Spec) })));
    });

    /// <inheritdoc />
    public Task<Deployment?> GetAsync(DeploymentKey key, CancellationToken stop) =>
        Task.FromResult(_committed.Find(key));

    /// <inheritdoc />
    public Task<IReadOnlyList<Deployment>> ListAsync(CancellationToken stop) => Task.FromResult(_committed.All);

    /// <inheritdoc />
    public Task<StoreResult<Deployment>> CreateAsync(DeploymentKey key, DeploymentSpec spec, Change change, CancellationToken stop) =>
        _database.WriteAloneAsync(async Task<StoreResult<Deployment>> () =>
        {
            if (_committed.Find(key) is not null)
                return new StoreResult<Deployment>.Taken();
            var deployment = new Deployment
            {
                Key = key,
                Uid = Guid.NewGuid(),
                Spec = spec,
                Generation = 1,
                Status = DeploymentStatus.Initial,
                Created = change,
                LastChange = change,
                Version = _database.NextVersion(),
            };
            await _database.SaveAsync(
                context => context.AddRange(DeploymentRow.From(Sealed(deployment)), JournalRow.From(Sealed(deployment), change)), stop);
            return Committed(deployment);
        }, stop);

    /// <inheritdoc />
    public Task<StoreResult<Deployment>> UpdateSpecAsync(
        DeploymentKey key, DeploymentSpec spec, Change change, string expectedVersion, CancellationToken stop) =>
        WriteAsync(key, async stored => stored.Version != expectedVersion || stored.Deletion is not null
            ? new StoreResult<Deployment>.Conflict()
            : await ReplaceAsync(stored with { Spec = spec, Generation = stored.Generation + 1, LastChange = change }, change, stop), stop);

    /// <inheritdoc />
    public Task<StoreResult<Deployment>> UpdateStatusAsync(
        DeploymentKey key, DeploymentStatus status, string expectedVersion, CancellationToken stop) =>
        WriteAsync(key, async stored => stored.Version != expectedVersion
            ? new StoreResult<Deployment>.Conflict()
            : await ReplaceAsync(stored with { Status = status }, journaled: null, stop), stop);

    /// <inheritdoc />
    public Task<StoreResult<Deployment>> MarkDeletedAsync(DeploymentKey key, Change change, string expectedVersion, CancellationToken stop) =>
        WriteAsync(key, async stored => stored switch
        {
            { Deletion: not null } => new StoreResult<Deployment>.Stored(stored),
            _ when stored.Version != expectedVersion => new StoreResult<Deployment>.Conflict(),
            _ => await ReplaceAsync(stored with { Deletion = change, LastChange = change }, change, stop),
        }, stop);

    /// <inheritdoc />
    public Task<StoreResult<Deployment>> ForgetAsync(DeploymentKey key, string expectedVersion, CancellationToken stop) =>
        WriteAsync(key, async stored =>
        {
            if (stored.Version != expectedVersion || stored.Deletion is null)
                return new StoreResult<Deployment>.Conflict();
            await _database.SaveAsync(context => context.Remove(DeploymentRow.From(stored)), stop);
            _committed = _committed.Without(key);
            _watchers.Publish(key, new DeploymentChange(key, null));
            return new StoreResult<Deployment>.Stored(stored);
        }, stop);

    /// <inheritdoc />
    public Task<DeploymentWatch> WatchAsync(CancellationToken stop) => _database.AloneAsync(() =>
    {
        var subscription = _watchers.Subscribe();
        return Task.FromResult(new DeploymentWatch(_committed.All, subscription.ReadAllAsync(stop), subscription.Dispose));
    }, stop);

    private Deployment Sealed(Deployment deployment) => deployment with { Spec = _database.Secrets.Seal(deployment.Spec) };

    private Task<StoreResult<Deployment>> WriteAsync(
        DeploymentKey key, Func<Deployment, Task<StoreResult<Deployment>>> write, CancellationToken stop) =>
        _database.WriteAloneAsync(() => _committed.Find(key) is { } stored
            ? write(stored)
            : Task.FromResult<StoreResult<Deployment>>(new StoreResult<Deployment>.Missing()), stop);

    private async Task<StoreResult<Deployment>.Stored> ReplaceAsync(Deployment deployment, Change? journaled, CancellationToken stop)
    {
        var next = deployment with { Version = _database.NextVersion() };
        await _database.SaveAsync(context =>
        {
            context.Update(DeploymentRow.From(Sealed(next)));
            if (journaled is not null)
                context.Add(JournalRow.From(Sealed(next), journaled));
        }, stop);
        return Committed(next);
    }

    private StoreResult<Deployment>.Stored Committed(Deployment deployment)
    {
        _committed = _committed.With(deployment);
        _watchers.Publish(deployment.Key, new DeploymentChange(deployment.Key, deployment));
        return new StoreResult<Deployment>.Stored(deployment);
    }
}
