using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Logs;
using ModelDeploy.Core.Runtimes;

namespace ModelDeploy.TestKit;

/// <summary>A runtime of which only the logs work, and those say what the test tells them to.</summary>
public sealed class ScriptedLogs : IModelRuntime
{
    private readonly ConcurrentDictionary<string, Channel<Step>> _scripts = new();
    private readonly ConcurrentDictionary<string, int> _open = new();
    private int _lists;

    /// <summary>What <see cref="ListLogsAsync"/> answers; null makes it fail.</summary>
    public IReadOnlyList<LogSource>? Sources { get; set; } = [];

    /// <summary>What <see cref="ReadLogAsync"/> reads, the lines of each replica in their order.</summary>
    public IReadOnlyList<LogLine> Kept { get; set; } = [];

    /// <summary>How often <see cref="ListLogsAsync"/> was called.</summary>
    public int Lists => Volatile.Read(ref _lists);

    /// <summary>Every call of <see cref="FollowLogAsync"/>.</summary>
    public ConcurrentQueue<(string Replica, LogPosition? After)> Follows { get; } = new();

    /// <inheritdoc />
    public IReadOnlyList<string> KnownImages => [];

    /// <summary>How many are reading this replica's log now.</summary>
    public int OpenUpstreams(string replica) => _open.GetValueOrDefault(replica);

    /// <summary>Says a line; completes when the follower has taken it and asks for the next one.</summary>
    public Task SayAsync(LogLine line) => PlayAsync(line.Replica, new Step(line, null));

    /// <summary>The replica is gone.</summary>
    public Task EndAsync(string replica) => PlayAsync(replica, new Step(null, null));

    /// <summary>The connection to the replica's log breaks.</summary>
    public Task BreakAsync(string replica) => PlayAsync(replica, new Step(null, new IOException("broken off")));

    /// <inheritdoc />
    public Task<IReadOnlyList<ReplicaUsage>> MeasureAsync(DeploymentKey key, CancellationToken stop) => Task.FromResult<IReadOnlyList<ReplicaUsage>>([]);

    /// <inheritdoc />
    public Task<IReadOnlyList<LogSource>> ListLogsAsync(DeploymentKey key, CancellationToken stop)
    {
        Interlocked.Increment(ref _lists);
        return Sources is { } sources ? Task.FromResult(sources) : throw new IOException("unreachable");
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<LogLine> FollowLogAsync(
        DeploymentKey key, string replica, int tail, LogPosition? after, [EnumeratorCancellation] CancellationToken stop)
    {
        Follows.Enqueue((replica, after));
        _open.AddOrUpdate(replica, 1, (_, open) => open + 1);
        try
        {
            await foreach (var step in Script(replica).Reader.ReadAllAsync(stop))
            {
                if (step.Line is { } line)
                    yield return line;
                step.Taken.SetResult();
                if (step.Failure is { } failure)
                    throw failure;
                if (step.Line is null)
                    yield break;
            }
        }
        finally
        {
            _open.AddOrUpdate(replica, 0, (_, open) => open - 1);
        }
    }

    /// <inheritdoc />
    public IAsyncEnumerable<LogLine> ReadLogAsync(DeploymentKey key, string replica, LogReading reading, CancellationToken stop)
    {
        var lines = Kept
            .Where(line => line.Replica == replica && reading.Matcher.Matches(line))
            .Where(line => reading.Before is not { } before || line.Position.CompareTo(before) < 0);
        return (reading.NewestFirst ? lines.Reverse() : lines).ToAsyncEnumerable();
    }

    /// <inheritdoc />
    public Task<RuntimeAnswer> ApplyAsync(DeploymentKey key, Workload workload, CancellationToken stop) => throw new NotSupportedException();

    /// <inheritdoc />
    public Task<RuntimeAnswer> RemoveAsync(DeploymentKey key, CancellationToken stop) => throw new NotSupportedException();

    /// <inheritdoc />
    public Task<Observation> ObserveAsync(DeploymentKey key, CancellationToken stop) => throw new NotSupportedException();

    /// <inheritdoc />
    public Task<IReadOnlyList<DeploymentKey>> ListAsync(CancellationToken stop) => throw new NotSupportedException();

    /// <inheritdoc />
    public IAsyncEnumerable<DeploymentKey> WatchAsync(CancellationToken stop) => throw new NotSupportedException();

    private Task PlayAsync(string replica, Step step)
    {
        Script(replica).Writer.TryWrite(step);
        return step.Taken.Task;
    }

    private Channel<Step> Script(string replica) => _scripts.GetOrAdd(replica, _ => Channel.CreateUnbounded<Step>());

    private sealed record Step(LogLine? Line, Exception? Failure)
    {
        public TaskCompletionSource Taken { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
