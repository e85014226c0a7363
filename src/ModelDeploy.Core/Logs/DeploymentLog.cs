using Microsoft.Extensions.Logging;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;

namespace ModelDeploy.Core.Logs;

/// <summary>
/// One deployment's log while anybody looks: its replicas' upstreams and the readers of them. A single task keeps both
/// up to date until <paramref name="retire"/> agrees that nobody came back within the grace period.
/// </summary>
internal sealed partial class DeploymentLog(DeploymentKey key, LogFollowing with, Func<DeploymentLog, bool> retire)
{
    private readonly Lock _lock = new();
    private readonly OrderedDictionary<string, ReplicaLog> _replicas = [];
    private readonly List<LogReader> _readers = [];
    private IReadOnlyList<LogSource> _sources = [];
    private bool _closed;
    private int _holders;
    private DateTimeOffset _unheldSince = with.Clock.GetUtcNow();

    public DeploymentKey Key => key;

    /// <summary>Whether nobody has looked for the grace period.</summary>
    public bool Idle
    {
        get
        {
            lock (_lock)
                return _holders == 0 && IsOver(_unheldSince);
        }
    }

    /// <summary>Keeps it from becoming idle until the reader that comes of it leaves, or <see cref="Release"/>.</summary>
    public void Hold()
    {
        lock (_lock)
            _holders++;
    }

    /// <summary>Ends one <see cref="Hold"/>.</summary>
    public void Release()
    {
        lock (_lock)
        {
            if (--_holders == 0)
                _unheldSince = with.Clock.GetUtcNow();
        }
    }

    /// <summary>Adds a reader, its mailbox filled with the newest lines of its replicas in order of time.</summary>
    public async Task<LogReader> JoinAsync(Viewer viewer, string? replica, LogFilter filter, CancellationToken stop)
    {
        var reader = new LogReader(viewer, replica, filter, with.Options, with.Clock);
        var chosen = LogSelection.OnOpening(replica, await SourcesAsync(stop), with.Options.EndedReplicas);
        await SettleAsync(chosen, stop);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            var merged = LogMerger.Merge(chosen.SelectMany(name => Join(reader, name)));
            var wholeSince = chosen.Select(name => Upstream(name).WholeSince).OfType<DateTimeOffset>();
            var backlog = LogBacklog.Cut(merged, wholeSince, with.Options.Backlog, with.Options.BacklogBytes, with.Clock.GetUtcNow());
            reader.From = backlog.From;
            foreach (var line in backlog.Lines)
                reader.Mailbox.Post(line);
            _readers.Add(reader);
        }
        return reader;
    }

    /// <summary>Takes a reader out.</summary>
    public void Leave(LogReader reader)
    {
        reader.Mailbox.End();
        lock (_lock)
        {
            _readers.Remove(reader);
            foreach (var replica in _replicas.Values)
                replica.Leave(reader.Mailbox);
        }
    }

    /// <summary>Keeps readers and upstreams up to date until retired or cancelled, then ends them all.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            do
            {
                await Task.Delay(with.Options.Pace, with.Clock, stop);
                EndReadersWithoutAccess();
                await PickUpReplicasAsync(stop);
                await EndUpstreamsAsync(Superfluous);
            }
            while (!retire(this));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
        finally
        {
            await CloseAsync();
        }
    }

    private async Task CloseAsync()
    {
        lock (_lock)
        {
            _closed = true;
            foreach (var reader in _readers)
                reader.Mailbox.End();
        }
        await EndUpstreamsAsync(() => _replicas.Values);
    }

    private async Task SettleAsync(IReadOnlyList<string> chosen, CancellationToken stop)
    {
        Task[] settled;
        lock (_lock)
            settled = [.. chosen.Select(name => Upstream(name).Settled)];
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAny(Task.WhenAll(settled), Task.Delay(with.Options.BacklogWait, with.Clock, enough.Token));
        await enough.CancelAsync();
        stop.ThrowIfCancellationRequested();
    }

    private void EndReadersWithoutAccess()
    {
        foreach (var reader in Snapshot(() => _readers))
        {
            if (!with.MaySee(reader.Viewer, key))
                reader.Mailbox.End();
        }
    }

    private async Task PickUpReplicasAsync(CancellationToken stop)
    {
        // Noted before asking: only what lives after its log had ended has come back.
        var ended = Snapshot(() => _replicas.Values.Where(replica => replica is { Ended: true, UnwantedSince: null }));
        var sources = await SourcesAsync(stop);
        lock (_lock)
        {
            foreach (var reader in _readers)
            {
                var added = LogSelection.Later(reader.Replica, sources).Where(name => !reader.Joined.Contains(name));
                foreach (var line in added.SelectMany(name => Join(reader, name)))
                    reader.Mailbox.Post(line);
            }
            foreach (var replica in ended.Where(replica => sources.Contains(new LogSource(replica.Replica, Live: true))))
                replica.Restart();
        }
    }

    private IReadOnlyList<LogLine> Join(LogReader reader, string replica)
    {
        reader.Joined.Add(replica);
        return Upstream(replica).Join(reader.Mailbox);
    }

    private ReplicaLog Upstream(string replica)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (!_replicas.TryGetValue(replica, out var upstream))
        {
            var source = new LogSource(replica, _sources.All(source => source.Live || source.Replica != replica));
            _replicas.Add(replica, upstream = new ReplicaLog(key, source, with, _lock));
        }
        return upstream;
    }

    // Upstreams that nobody reads, and the oldest of many that ended, except where somebody looks at just that one.
    private IEnumerable<ReplicaLog> Superfluous() =>
        _replicas.Values.Where(replica => replica.UnwantedSince is { } since && IsOver(since)).Union(
            _replicas.Values.Where(replica => replica.Ended && _readers.All(reader => reader.Replica != replica.Replica))
                .SkipLast(with.Options.EndedReplicas));

    private async Task EndUpstreamsAsync(Func<IEnumerable<ReplicaLog>> chosen)
    {
        ReplicaLog[] upstreams;
        lock (_lock)
        {
            upstreams = [.. chosen()];
            foreach (var upstream in upstreams)
            {
                _replicas.Remove(upstream.Replica);
                foreach (var reader in _readers)
                    reader.Joined.Remove(upstream.Replica);
            }
        }
        foreach (var upstream in upstreams)
            await upstream.DisposeAsync();
    }

    private async Task<IReadOnlyList<LogSource>> SourcesAsync(CancellationToken stop)
    {
        try
        {
            return _sources = await with.Runtime.ListLogsAsync(key, stop);
        }
        catch (Exception failure) when (!stop.IsCancellationRequested) // transport: what is open goes on, the next round asks again
        {
            Log.ListFailed(with.Logger, key, failure);
            return [];
        }
    }

    private bool IsOver(DateTimeOffset since) => since + with.Options.Grace <= with.Clock.GetUtcNow();

    private IReadOnlyList<T> Snapshot<T>(Func<IEnumerable<T>> items)
    {
        lock (_lock)
            return [.. items()];
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The replicas of {Deployment} that have a log could not be listed")]
        public static partial void ListFailed(ILogger logger, DeploymentKey deployment, Exception failure);
    }
}
