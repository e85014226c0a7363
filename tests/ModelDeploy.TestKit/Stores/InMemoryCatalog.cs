using System.Globalization;
using System.Runtime.CompilerServices;
using ModelDeploy.Core;
using ModelDeploy.Core.Groups;

namespace ModelDeploy.TestKit.Stores;

/// <summary>A true catalog that lives as long as the process.</summary>
public sealed class InMemoryCatalog : ICatalog
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, Group> _groups = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, InstanceType> _types = new(StringComparer.Ordinal);
    private readonly Watchers<ValueTuple, CatalogSnapshot> _watchers = new();
    private long _lastVersion;

    /// <summary>An empty catalog.</summary>
    public InMemoryCatalog() { }

    /// <summary>A catalog that starts with these.</summary>
    public InMemoryCatalog(IEnumerable<Group> groups, IEnumerable<InstanceType> types)
    {
        foreach (var group in groups)
            _groups.Add(group.Name, group with { Version = NextVersion() });
        foreach (var type in types)
            _types.Add(type.Name, type with { Version = NextVersion() });
    }

    /// <summary>The pull secrets to report; none at first.</summary>
    public EquatableList<PullSecret> PullSecrets { get; init; }

    /// <inheritdoc />
    public Task<CatalogSnapshot> ReadAsync(CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        lock (_lock)
            return Task.FromResult(Snapshot());
    }

    /// <inheritdoc />
    public Task<StoreResult<Group>> SaveGroupAsync(Group group, CancellationToken stop) =>
        Save(_groups, group.Name, group.Version, version => group with { Version = version }, stored => stored.Version, stop);

    /// <inheritdoc />
    public Task<StoreResult<Group>> DeleteGroupAsync(Group group, CancellationToken stop) =>
        Delete(_groups, group.Name, group.Version, stored => stored.Version, stop);

    /// <inheritdoc />
    public Task<StoreResult<InstanceType>> SaveInstanceTypeAsync(InstanceType type, CancellationToken stop) =>
        Save(_types, type.Name, type.Version, version => type with { Version = version }, stored => stored.Version, stop);

    /// <inheritdoc />
    public Task<StoreResult<InstanceType>> DeleteInstanceTypeAsync(InstanceType type, CancellationToken stop) =>
        Delete(_types, type.Name, type.Version, stored => stored.Version, stop);

    /// <inheritdoc />
    public async IAsyncEnumerable<CatalogSnapshot> WatchAsync([EnumeratorCancellation] CancellationToken stop)
    {
        using var subscription = _watchers.Subscribe();
        lock (_lock)
            _watchers.Publish(default, Snapshot());
        await foreach (var snapshot in subscription.ReadAllAsync(stop))
            yield return snapshot;
    }

    private Task<StoreResult<T>> Save<T>(
        SortedDictionary<string, T> all, string name, string expected, Func<string, T> withVersion, Func<T, string> versionOf, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        lock (_lock)
        {
            var exists = all.TryGetValue(name, out var stored);
            if (expected.Length == 0 && exists)
                return Task.FromResult<StoreResult<T>>(new StoreResult<T>.Taken());
            if (expected.Length > 0 && !exists)
                return Task.FromResult<StoreResult<T>>(new StoreResult<T>.Missing());
            if (exists && versionOf(stored!) != expected)
                return Task.FromResult<StoreResult<T>>(new StoreResult<T>.Conflict());
            var saved = all[name] = withVersion(NextVersion());
            _watchers.Publish(default, Snapshot());
            return Task.FromResult<StoreResult<T>>(new StoreResult<T>.Stored(saved));
        }
    }

    private Task<StoreResult<T>> Delete<T>(
        SortedDictionary<string, T> all, string name, string expected, Func<T, string> versionOf, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (!all.TryGetValue(name, out var stored))
                return Task.FromResult<StoreResult<T>>(new StoreResult<T>.Missing());
            if (versionOf(stored) != expected)
                return Task.FromResult<StoreResult<T>>(new StoreResult<T>.Conflict());
            all.Remove(name);
            _watchers.Publish(default, Snapshot());
            return Task.FromResult<StoreResult<T>>(new StoreResult<T>.Stored(stored));
        }
    }

    private string NextVersion() => (++_lastVersion).ToString(CultureInfo.InvariantCulture);

    private CatalogSnapshot Snapshot() => new([.. _groups.Values], [.. _types.Values], PullSecrets);
}
