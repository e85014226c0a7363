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
public sealed partial class Informer<T>(ApiClient client, ApiKind kind, string? inNamespace, Selector? selector, TimeProvider clock, ILogger logger)
    where T : ApiObject
{
    private readonly ConcurrentDictionary<ObjectName, T> _objects = new();
    private readonly Lock _lock = new();
    private readonly HashSet<string> _deletedByUs = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private InformerTrouble? _trouble;

    /// <summary>
    /// Called for every object that came, changed or went (then null), together with what it was before (null when it came), one after the
    /// other, after it can be read here. Must be quick and not throw.
    /// </summary>
    public Action<ObjectName, T?, T?> OnChange { get; set; } = static (_, _, _) => { };

    /// <summary>Called when the trouble begins and when it ends.</summary>
    public Action OnTrouble { get; set; } = static () => { };

    /// <summary>Ends when everything was listed once.</summary>
    public Task Synced => _synced.Task;

    /// <summary>Why the cluster cannot be followed; null while it is.</summary>
    public InformerTrouble? Trouble => Volatile.Read(ref _trouble);

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

    /// <summary>Follows until cancelled.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        string? version = null;
        var failures = 0;
        while (!stop.IsCancellationRequested)
        {
            var (next, error) = version is null ? await ListAsync(stop) : await WatchAsync(version, stop);
            version = next;
            failures = error is null ? 0 : failures + 1;
            Note(error);
            if (error is { Reason: not ApiReason.Expired })
                await Task.Delay(error.RetryAfter ?? BackOff.After(failures), clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<(string? Version, ApiError? Error)> ListAsync(CancellationToken stop)
    {
        var listed = await client.ListAsync<T>(kind, inNamespace, selector, stop);
        if (!listed.Is(out var list, out var error))
            return (null, error);
        Replace(list);
        _synced.TrySetResult();
        return (list.Version, null);
    }

    /// <summary>Where to go on from, null to list anew; and why the watch ended, null when the server just ended it.</summary>
    private async Task<(string? Version, ApiError? Error)> WatchAsync(string version, CancellationToken stop)
    {
        await foreach (var happened in client.WatchAsync<T>(kind, inNamespace, selector, version, stop).WithCancellation(stop))
        {
            switch (happened)
            {
                case WatchEvent<T>.Changed changed:
                    Put(changed.Object);
                    version = changed.Version;
                    break;
                case WatchEvent<T>.Deleted deleted:
                    Delete(deleted.Object);
                    version = deleted.Version;
                    break;
                case WatchEvent<T>.Bookmark bookmark:
                    version = bookmark.Version;
                    break;
                case WatchEvent<T>.Failed { Error: var error }:
                    return (error.Reason is ApiReason.Expired ? null : version, error);
            }
            Note(null);
        }
        return (version, null);
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

    private void Note(ApiError? error)
    {
        var before = Trouble;
        if (error is null && before is null)
            return;
        Volatile.Write(ref _trouble, error is null or { Reason: ApiReason.Expired } ? null : new InformerTrouble(error, before?.Since ?? clock.GetUtcNow()));
        if ((before is null) == (Trouble is null))
            return;
        if (Trouble is { } trouble)
            Log.Lost(logger, kind.Plural, $"{trouble.Error}");
        else
            Log.Found(logger, kind.Plural);
        OnTrouble();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The cluster's {Kind} cannot be followed: {Error}. What is known of them stays; it is tried again.")]
        public static partial void Lost(ILogger logger, string kind, string error);

        [LoggerMessage(2, LogLevel.Information, "The cluster's {Kind} are followed again.")]
        public static partial void Found(ILogger logger, string kind);
    }
}
