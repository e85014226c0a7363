using Microsoft.Extensions.Logging;
using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Core.Logs;

/// <summary>
/// One replica's log: the one upstream that all its readers share, and its newest lines for those who come later.
/// Members marked so are guarded by the lock of the deployment's log, which is handed in.
/// </summary>
internal sealed partial class ReplicaLog : IAsyncDisposable
{
    private readonly DeploymentKey _key;
    private readonly LogFollowing _with;
    private readonly Lock _lock;
    private readonly LogRing _ring;
    private readonly List<LogMailbox> _readers = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _wasGone;
    private LogPosition? _last;
    private Task _following;

    public ReplicaLog(DeploymentKey key, LogSource source, LogFollowing with, Lock guard)
    {
        (_key, Replica, _with, _lock, _wasGone) = (key, source.Replica, with, guard, !source.Live);
        _ring = new LogRing(with.Options.Backlog, with.Options.RingBytes);
        UnwantedSince = with.Clock.GetUtcNow();
        _following = FollowInBackground();
    }

    public string Replica { get; }

    /// <summary>Whether the replica was gone when it was last read.</summary>
    public bool Ended => _following.IsCompleted;

    /// <summary>Completes when the lines that existed before were probably all read.</summary>
    public Task Settled => _settled.Task;

    /// <summary>Since when nobody reads it, or null while somebody does. Guarded.</summary>
    public DateTimeOffset? UnwantedSince { get; private set; }

    /// <summary>Since when its lines are all at hand, or null when no older ones are known to be. Guarded.</summary>
    public DateTimeOffset? WholeSince => _ring.WholeSince;

    /// <summary>Adds a reader of what comes from now on and answers what was before. Guarded.</summary>
    public IReadOnlyList<LogLine> Join(LogMailbox reader)
    {
        _readers.Add(reader);
        UnwantedSince = null;
        return _ring.ToList();
    }

    /// <summary>Takes a reader out, if it is one. Guarded.</summary>
    public void Leave(LogMailbox reader)
    {
        if (_readers.Remove(reader) && _readers.Count == 0)
            UnwantedSince = _with.Clock.GetUtcNow();
    }

    /// <summary>Reads on after the last line: a replica of this name exists again.</summary>
    public void Restart()
    {
        _wasGone = false;
        _following = FollowInBackground();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _following;
        _stop.Dispose();
    }

    // On the pool, as a runtime may do much before it first awaits and callers hold the lock.
    private Task FollowInBackground() => Task.Run(() => FollowAsync(_stop.Token));

    private async Task FollowAsync(CancellationToken stop)
    {
        var started = _with.Clock.GetUtcNow();
        var failures = 0;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await foreach (var line in _with.Runtime.FollowLogAsync(_key, Replica, _with.Options.Backlog, _last, stop))
                {
                    failures = 0;
                    Accept(line, settled: line.Position.Time >= started);
                }
                Accept(Gone(), settled: true);
                return;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) // runtimes throw only for transport: try again, for as long as somebody looks
            {
                Log.UpstreamLost(_with.Logger, _key, Replica, failure);
                _settled.TrySetResult();
                await PauseAsync(++failures, stop);
            }
        }
    }

    private void Accept(LogLine line, bool settled)
    {
        lock (_lock)
        {
            _last = line.Position;
            _ring.Add(line);
            foreach (var reader in _readers)
                reader.Post(line);
            if (settled || _ring.Count == _with.Options.Backlog)
                _settled.TrySetResult();
        }
    }

    // Where it was gone before anybody looked, nobody knows since when: the mark stands behind its last line.
    private LogLine Gone()
    {
        var now = new LogPosition(_with.Clock.GetUtcNow(), 0);
        var position = _last is { } last && (_wasGone || last.CompareTo(now) >= 0) ? last with { Count = last.Count + 1 } : now;
        return new LogLine(Replica, position, LogStream.Platform, $"Replica {Replica} is gone; its log ends here.");
    }

    private async Task PauseAsync(int failures, CancellationToken stop)
    {
        var pause = LogBackOff.After(failures);
        await Task.Delay(pause, _with.Clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The log of replica {Replica} of {Deployment} broke off and is taken up again")]
        public static partial void UpstreamLost(ILogger logger, DeploymentKey deployment, string replica, Exception failure);
    }
}
