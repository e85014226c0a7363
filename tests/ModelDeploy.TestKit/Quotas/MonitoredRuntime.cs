using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Logs;
using ModelDeploy.Core.Runtimes;

namespace ModelDeploy.TestKit.Quotas;

/// <summary>A runtime of which a monitor hears what it is told to run.</summary>
public sealed class MonitoredRuntime(IModelRuntime inner, QuotaMonitor monitor) : IModelRuntime
{
    /// <inheritdoc />
    public IReadOnlyList<string> KnownImages => inner.KnownImages;

    /// <inheritdoc />
    public Task<RuntimeAnswer> ApplyAsync(DeploymentKey key, Workload workload, CancellationToken stop)
    {
        monitor.Told(key, workload);
        return inner.ApplyAsync(key, workload, stop);
    }

    /// <inheritdoc />
    public Task<RuntimeAnswer> RemoveAsync(DeploymentKey key, CancellationToken stop)
    {
        monitor.Told(key, null);
        return inner.RemoveAsync(key, stop);
    }

    /// <inheritdoc />
    public Task<Observation> ObserveAsync(DeploymentKey key, CancellationToken stop) => inner.ObserveAsync(key, stop);

    /// <inheritdoc />
    public Task<IReadOnlyList<DeploymentKey>> ListAsync(CancellationToken stop) => inner.ListAsync(stop);

    /// <inheritdoc />
    public IAsyncEnumerable<DeploymentKey> WatchAsync(CancellationToken stop) => inner.WatchAsync(stop);

    /// <inheritdoc />
    public Task<IReadOnlyList<ReplicaUsage>> MeasureAsync(DeploymentKey key, CancellationToken stop) => inner.MeasureAsync(key, stop);

    /// <inheritdoc />
    public Task<IReadOnlyList<LogSource>> ListLogsAsync(DeploymentKey key, CancellationToken stop) => inner.ListLogsAsync(key, stop);

    /// <inheritdoc />
    public IAsyncEnumerable<LogLine> FollowLogAsync(
        DeploymentKey key, string replica, int tail, LogPosition? after, CancellationToken stop) =>
        inner.FollowLogAsync(key, replica, tail, after, stop);

    /// <inheritdoc />
    public IAsyncEnumerable<LogLine> ReadLogAsync(DeploymentKey key, string replica, LogReading reading, CancellationToken stop) =>
        inner.ReadLogAsync(key, replica, reading, stop);
}
