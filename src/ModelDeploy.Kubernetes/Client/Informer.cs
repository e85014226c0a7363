using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace ModelDeploy.Kubernetes.Client;

/// <summary>
/// Keeps all objects of a kind as they are in the cluster: lists them, follows every change after that without a gap, and begins anew
/// when it was away too long. One loop; readers look whenever they like. Who writes an object hands the answer in, so that it is read here
/// at once and not only when the cluster tells of it.
/// </summary>
/// <typeparam name="T">The kind of objects.</typeparam>
/// <param name="client">Asks.</param>
/// <param name="kind">Which kind.</param>
/// <param name="inNamespace">In which namespace; null for all.</param>
/// <param name="selector">Which of them; null for all.</param>
/// <param name="clock">Waits.</param>
/// <param name="logger">Is told when following fails and when it goes on.</param>
public sealed class Informer<T>(ApiClient client, ApiKind kind, string? inNamespace, Selector? selector, TimeProvider clock, ILogger logger)
    : InformerBase(kind, clock, logger) where T : ApiObject
{
    private readonly ConcurrentDictionary<ObjectName, T> _objects = new();
    private readonly Lock _lock = new();
    private readonly HashSet<string> _deletedByUs = new(StringComparer.Ordinal);

    /// <summary>
    /// Called for every object that came, changed or went (then null), together with what it was before (null when it came), one after the
    /// other, after it can be read here. Must be quick and not throw.
    /// </summary>
    public Action<ObjectName, T?, T?> OnChange { get; set; } = static (_, _, _) => { };

    /// <summary>All objects as they were last seen.</summary>
    public IEnumerable<T> All => _objects.Values;

    /// <summary>One object as it was last seen.</summary>
    public bool TryGet(ObjectName name, [NotNullWhen(true)] out T? found) => _objects.TryGetValue(name, out found);

    /// <summary>Runs while nothing comes, changes or goes: what it reads and what is told after it leave no gap. Must be quick.</summary>
    public TResult Still<TResult>(Func<TResult> look)
    {
        lock (_lock)
            return look();
    }

    /// <summary>Takes in what a write of ours answered.</summary>
    public void Accept(T written) => Put(written);

    /// <summary>Takes in that we deleted this object; what the cluster still tells of it is not believed.</summary>
    public void AcceptDeleted(T deleted)
    {
        lock (_lock)
        {
            if (_objects.TryGetValue(deleted.Name, out var known) && known.Metadata.Uid != deleted.Metadata.Uid)
                return;
            _deletedByUs.Add(deleted.Metadata.Uid);
            if (known is not null)
                Remove(deleted.Name);
        }
    }

    /// <inheritdoc />
    public override async Task RunAsync(CancellationToken stop)
    {
        string? version = null;
        var failures = 0;
        while (!stop.IsCancellationRequested)
        {
            var turn = version is null ? await ListAsync(stop) : await WatchAsync(version, stop);
            version = turn.Version;
            failures = turn.FailuresAfter(failures);
            if (turn.Error is null || turn.IsTrouble(failures))
                Note(turn.Error);
            await Task.Delay(turn.PauseBeforeNext(failures), Clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<InformerTurn> ListAsync(CancellationToken stop)
    {
        var listed = await client.ListAsync<T>(Kind, inNamespace, selector, stop);
        if (!listed.Is(out var list, out var error))
            return InformerTurn.Listing(null, error);
        Replace(list);
        NoteSynced();
        return InformerTurn.Listing(list.Version, null);
    }

    private async Task<InformerTurn> WatchAsync(string version, CancellationToken stop)
    {
        long? begun = null;
        var hasTold = false;
        await foreach (var happened in client.WatchAsync<T>(Kind, inNamespace, selector, version, stop).WithCancellation(stop))
        {
            switch (happened)
            {
                case WatchEvent<T>.Begun:
                    begun = Clock.GetTimestamp();
                    break;
                case WatchEvent<T>.Changed changed:
                    Put(changed.Object);
                    (version, hasTold) = (changed.Version, true);
                    break;
                case WatchEvent<T>.Deleted deleted:
                    Delete(deleted.Object);
                    (version, hasTold) = (deleted.Version, true);
                    break;
                case WatchEvent<T>.Bookmark bookmark:
                    (version, hasTold) = (bookmark.Version, true);
                    break;
                case WatchEvent<T>.Failed { Error: var error }:
                    return InformerTurn.Watching(error.Reason is ApiReason.Expired ? null : version, error, hasTold, Lasted());
            }
            Note(null);
        }
        return InformerTurn.Watching(version, null, hasTold, Lasted());

        TimeSpan? Lasted() => begun is { } since ? Clock.GetElapsedTime(since) : null;
    }

    private void Replace(ObjectList<T> list)
    {
        lock (_lock)
        {
            var there = list.Items.ToDictionary(item => item.Name);
            // What we wrote after the moment of the list is not in it.
            var gone = _objects.Values.Where(known => !there.ContainsKey(known.Name) && !ApiVersions.IsNewer(known.Metadata.ResourceVersion, list.Version));
            foreach (var known in gone.ToList())
                Remove(known.Name);
            foreach (var item in list.Items)
                Put(item);
            _deletedByUs.IntersectWith(list.Items.Select(item => item.Metadata.Uid));
        }
    }

    private void Put(T item)
    {
        lock (_lock)
        {
            if (_deletedByUs.Contains(item.Metadata.Uid))
                return;
            if (_objects.TryGetValue(item.Name, out var known) && !ApiVersions.IsNewer(item.Metadata.ResourceVersion, known.Metadata.ResourceVersion))
                return;
            _objects[item.Name] = item;
            OnChange(item.Name, item, known);
        }
    }

    private void Delete(T item)
    {
        lock (_lock)
        {
            _deletedByUs.Remove(item.Metadata.Uid);
            if (_objects.TryGetValue(item.Name, out var known) && known.Metadata.Uid == item.Metadata.Uid)
                Remove(item.Name);
        }
    }

    private void Remove(ObjectName name)
    {
        if (_objects.TryRemove(name, out var last))
            OnChange(name, null, last);
    }
}
