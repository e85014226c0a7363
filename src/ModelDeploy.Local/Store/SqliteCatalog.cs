using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using ModelDeploy.Core;
using ModelDeploy.Core.Groups;
using ModelDeploy.Local.Store.Rows;

namespace ModelDeploy.Local.Store;

/// <summary>Groups and instance types in SQLite, kept in memory as last committed. There are no pull secrets on one machine.</summary>
internal sealed class SqliteCatalog : ICatalog
{
    private readonly StoreDatabase _database;
    private readonly Watchers<ValueTuple, CatalogSnapshot> _watchers = new();
    private volatile CatalogSnapshot _committed;

    private SqliteCatalog(StoreDatabase database, CatalogSnapshot committed) => (_database, _committed) = (database, committed);

    /// <summary>Reads everything there is.</summary>
    public static Task<SqliteCatalog> LoadAsync(StoreDatabase database, CancellationToken stop) => database.UseAsync(async context =>
    {
        var groups = await context.Groups.ToListAsync(stop);
        var types = await context.InstanceTypes.ToListAsync(stop);
        return new SqliteCatalog(database, CatalogSnapshot.Empty with
        {
            Groups = InOrder(groups.Select(row => row.ToGroup()), group => group.Name),
            InstanceTypes = InOrder(types.Select(row => row.ToInstanceType()), type => type.Name),
        });
    });

    /// <inheritdoc />
    public Task<CatalogSnapshot> ReadAsync(CancellationToken stop) => Task.FromResult(_committed);

    /// <inheritdoc />
    public Task<StoreResult<Group>> SaveGroupAsync(Group group, CancellationToken stop) =>
        _database.WriteAloneAsync(() => SaveAsync(_committed.Group(group.Name)?.Version, group.Version, async version =>
        {
            var next = group with { Version = version };
            await PutAsync(GroupRow.From(next), isNew: group.Version.Length == 0, stop);
            Commit(_committed with { Groups = InOrder(Others(group).Append(next), one => one.Name) });
            return next;
        }), stop);

    /// <inheritdoc />
    public Task<StoreResult<Group>> DeleteGroupAsync(Group group, CancellationToken stop) =>
        _database.WriteAloneAsync(() => DeleteAsync(_committed.Group(group.Name), group.Version, stored => stored.Version, async stored =>
        {
            await _database.SaveAsync(context => context.Remove(GroupRow.From(stored)), stop);
            Commit(_committed with { Groups = Others(group).ToEquatableList() });
        }), stop);

    /// <inheritdoc />
    public Task<StoreResult<InstanceType>> SaveInstanceTypeAsync(InstanceType type, CancellationToken stop) =>
        _database.WriteAloneAsync(() => SaveAsync(_committed.InstanceType(type.Name)?.Version, type.Version, async version =>
        {
            var next = type with { Version = version };
            await PutAsync(InstanceTypeRow.From(next), isNew: type.Version.Length == 0, stop);
            Commit(_committed with { InstanceTypes = InOrder(Others(type).Append(next), one => one.Name) });
            return next;
        }), stop);

    /// <inheritdoc />
    public Task<StoreResult<InstanceType>> DeleteInstanceTypeAsync(InstanceType type, CancellationToken stop) =>
        _database.WriteAloneAsync(() => DeleteAsync(_committed.InstanceType(type.Name), type.Version, stored => stored.Version, async stored =>
        {
            await _database.SaveAsync(context => context.Remove(InstanceTypeRow.From(stored)), stop);
            Commit(_committed with { InstanceTypes = Others(type).ToEquatableList() });
        }), stop);

    /// <inheritdoc />
    public async IAsyncEnumerable<CatalogSnapshot> WatchAsync([EnumeratorCancellation] CancellationToken stop)
    {
        using var subscription = _watchers.Subscribe();
        yield return _committed;
        await foreach (var snapshot in subscription.ReadAllAsync(stop))
            yield return snapshot;
    }

    private async Task<StoreResult<T>> SaveAsync<T>(string? storedVersion, string expectedVersion, Func<string, Task<T>> save) =>
        (storedVersion, expectedVersion) switch
        {
            (not null, "") => new StoreResult<T>.Taken(),
            (null, not "") => new StoreResult<T>.Missing(),
            (not null, _) when storedVersion != expectedVersion => new StoreResult<T>.Conflict(),
            _ => new StoreResult<T>.Stored(await save(_database.NextVersion())),
        };

    private static async Task<StoreResult<T>> DeleteAsync<T>(
        T? stored, string expectedVersion, Func<T, string> versionOf, Func<T, Task> delete) where T : class
    {
        if (stored is null)
            return new StoreResult<T>.Missing();
        if (versionOf(stored) != expectedVersion)
            return new StoreResult<T>.Conflict();
        await delete(stored);
        return new StoreResult<T>.Stored(stored);
    }

    private Task PutAsync(object row, bool isNew, CancellationToken stop) => _database.SaveAsync(context =>
    {
        if (isNew)
            context.Add(row);
        else
            context.Update(row);
    }, stop);

    private void Commit(CatalogSnapshot next)
    {
        _committed = next;
        _watchers.Publish(default, next);
    }

    private IEnumerable<Group> Others(Group than) => _committed.Groups.Where(group => group.Name != than.Name);

    private IEnumerable<InstanceType> Others(InstanceType than) => _committed.InstanceTypes.Where(type => type.Name != than.Name);

    private static EquatableList<T> InOrder<T>(IEnumerable<T> items, Func<T, string> nameOf) =>
        items.OrderBy(nameOf, StringComparer.Ordinal).ToEquatableList();
}
