using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace ModelDeploy.Kubernetes.Client;

/// <summary>
/// Keeps all objects of a kind as they are in the cluster: lists them, follows every change after that without a gap, and begins anew
/// when it was away too long. One loop; readers look whenever they like.
/// </summary>
/// <typeparam name="T">The kind of objects.</typeparam>
/// <param name="client">Asks.</param>
/// <param name="kind">Which kind.</param>
/// <param name="inNamespace">In which namespace; null for all.</param>
/// <param name="labels">A label selector, or null.</param>
/// <param name="clock">Waits.</param>
/// <param name="logger">Is told when following fails and when it goes on.</param>
public sealed partial class Informer<T>(ApiClient client, ApiKind kind, string? inNamespace, string? labels, TimeProvider clock, ILogger logger)
    where T : ApiObject
{
    private readonly ConcurrentDictionary<ObjectName, T> _objects = new();
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private InformerTrouble? _trouble;

    /// <summary>
    /// Called for every object that came, changed or went (then with null), one after the other, after it can be read here. Must be
    /// quick and not throw.
    /// </summary>
    public Action<ObjectName, T?> OnChange { get; set; } = static (_, _) => { };

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
        var listed = await client.ListAsync<T>(kind, inNamespace, labels, stop);
        if (!listed.Is(out var list, out var error))
            return (null, error);
        var there = list.Items.ToDictionary(item => item.Name);
        foreach (var gone in _objects.Keys.Where(name => !there.ContainsKey(name)).ToList())
            Remove(gone);
        foreach (var item in list.Items)
            Put(item);
        _synced.TrySetResult();
        return (list.Version, null);
    }

    /// <summary>Where to go on from, null to list anew; and why the watch ended, null when the server just ended it.</summary>
    private async Task<(string? Version, ApiError? Error)> WatchAsync(string version, CancellationToken stop)
    {
        await foreach (var happened in client.WatchAsync<T>(kind, inNamespace, labels, version, stop).WithCancellation(stop))
        {
            switch (happened)
            {
                case WatchEvent<T>.Changed changed:
                    Put(changed.Object);
                    version = changed.Version;
                    break;
                case WatchEvent<T>.Deleted deleted:
                    Remove(deleted.Object.Name);
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

    private void Put(T item)
    {
        if (_objects.TryGetValue(item.Name, out var known) && known.Metadata.ResourceVersion == item.Metadata.ResourceVersion && known.Metadata.Uid == item.Metadata.Uid)
            return;
        _objects[item.Name] = item;
        OnChange(item.Name, item);
    }

    private void Remove(ObjectName name)
    {
        if (_objects.TryRemove(name, out _))
            OnChange(name, null);
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
