using Microsoft.Extensions.Logging;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Runtimes;

namespace ModelDeploy.Core.Logs;

/// <summary>
/// Logs for everybody who looks. However many viewers a replica's log has, it is read once; the first viewer starts that
/// and the last one's leaving ends it after a grace period. Nothing here grows with the speed of a log or the slowness
/// of a viewer.
/// </summary>
/// <param name="runtime">Whose logs.</param>
/// <param name="maySee">Whether the deployment exists and this viewer may see it; asked on opening and again while streaming.</param>
/// <param name="options">Limits and paces.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">Where upstream trouble is told.</param>
public sealed class LogFollower(
    IModelRuntime runtime, Func<Viewer, DeploymentKey, bool> maySee, LogFollowerOptions options, TimeProvider clock, ILogger<LogFollower> logger)
    : IAsyncDisposable
{
    private readonly LogFollowing _with = new(runtime, maySee, options, clock, logger);
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly Dictionary<DeploymentKey, DeploymentLog> _open = [];
    private readonly HashSet<Task> _running = [];

    /// <summary>
    /// Opens the log of one replica, or of all (null) merged in time order: the newest lines, then what comes. Null when there is no such deployment or the viewer may not see it.
    /// A replica that does not exist yet is waited for. Lines that the filter does not want are left out.
    /// </summary>
    public async Task<LogSubscription?> OpenAsync(
        Viewer viewer, DeploymentKey key, string? replica, LogFilter filter, CancellationToken stop)
    {
        if (!maySee(viewer, key))
            return null;

        var log = Hold(key);
        try
        {
            var reader = await log.JoinAsync(viewer, replica, filter, stop);
            var leave = new Subscription(() =>
            {
                log.Leave(reader);
                log.Release();
            });
            return new LogSubscription(reader.From, reader.BatchesAsync(stop), leave.Dispose);
        }
        catch
        {
            log.Release();
            throw;
        }
    }

    /// <summary>
    /// The deployment's replicas that have a log, living ones first. Null when there is no such deployment or the viewer
    /// may not see it. Throws for transport.
    /// </summary>
    public async Task<IReadOnlyList<LogSource>?> ListAsync(Viewer viewer, DeploymentKey key, CancellationToken stop) =>
        maySee(viewer, key) ? await runtime.ListLogsAsync(key, stop) : null;

    /// <summary>Ends every subscription and upstream and waits for them. Can be repeated.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        Task[] running;
        lock (_lock)
            running = [.. _running];
        await Task.WhenAll(running);
    }

    private DeploymentLog Hold(DeploymentKey key)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_closing.IsCancellationRequested, this);
            if (!_open.TryGetValue(key, out var log))
            {
                _open.Add(key, log = new DeploymentLog(key, _with, Retire));
                _running.RemoveWhere(task => task.IsCompleted);
                _running.Add(log.RunAsync(_closing.Token));
            }
            log.Hold();
            return log;
        }
    }

    // Under the lock that Hold takes, so that nobody joins a log that is about to end.
    private bool Retire(DeploymentLog log)
    {
        lock (_lock)
            return log.Idle && _open.Remove(log.Key);
    }
}
