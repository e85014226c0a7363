using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Logs;

namespace ModelDeploy.Core.Runtimes;

/// <summary>
/// Runs replicas. Declarative: it is told what shall exist and keeps it so by itself (restarts with back-off, replaces
/// older templates within the surge), also after the portal was killed and started again: what runs is adopted.
/// Only the controller calls the methods that change something, one call per key at a time.
/// </summary>
public interface IModelRuntime
{
    /// <summary>The image references that it can start; empty when it pulls from registries.</summary>
    IReadOnlyList<string> KnownImages { get; }

    /// <summary>Makes the workload what shall exist. Returns when it is durably noted, not when replicas run. Repeating changes nothing.</summary>
    Task<RuntimeAnswer> ApplyAsync(DeploymentKey key, Workload workload, CancellationToken stop);

    /// <summary>Ends all replicas and removes everything kept for the key, logs too. Repeatable; <see cref="ObserveAsync"/> tells when it is done.</summary>
    Task<RuntimeAnswer> RemoveAsync(DeploymentKey key, CancellationToken stop);

    /// <summary>
    /// What exists now, as seen, not as wished; after <see cref="ApplyAsync"/> returned, either that workload is taken up in it or it says
    /// that it is behind: grants are given back by it. Never throws for an unreachable runtime: answers Unknown.
    /// </summary>
    Task<Observation> ObserveAsync(DeploymentKey key, CancellationToken stop);

    /// <summary>Every key for which anything exists.</summary>
    Task<IReadOnlyList<DeploymentKey>> ListAsync(CancellationToken stop);

    /// <summary>Keys whose observation may have changed, for ever, until cancelled. One reader: the controller. Merged, never unbounded.</summary>
    IAsyncEnumerable<DeploymentKey> WatchAsync(CancellationToken stop);

    /// <summary>
    /// What replicas use now; one of which nothing is known is left out. Cheap enough to be asked every second or two while somebody
    /// looks. Never throws for an unreachable runtime: then nothing is known.
    /// </summary>
    Task<IReadOnlyList<ReplicaUsage>> MeasureAsync(DeploymentKey key, CancellationToken stop);

    /// <summary>Replicas with a log that can be read, living ones first, then by name.</summary>
    Task<IReadOnlyList<LogSource>> ListLogsAsync(DeploymentKey key, CancellationToken stop);

    /// <summary>
    /// A replica's log: the last <paramref name="tail"/> lines, or everything after <paramref name="after"/> when that is given,
    /// then new lines as they come. Ends when the replica is gone and all was read. Throws only for transport.
    /// </summary>
    IAsyncEnumerable<LogLine> FollowLogAsync(
        DeploymentKey key, string replica, int tail, LogPosition? after, CancellationToken stop);

    /// <summary>
    /// What is kept of a replica's log, as far as it is written, also of one that is gone; nothing when there is none. Each
    /// line has the position that <see cref="FollowLogAsync"/> gives it. Throws only for transport.
    /// </summary>
    IAsyncEnumerable<LogLine> ReadLogAsync(DeploymentKey key, string replica, LogReading reading, CancellationToken stop);
}
