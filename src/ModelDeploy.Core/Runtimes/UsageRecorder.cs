using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;

namespace ModelDeploy.Core.Runtimes;

/// <summary>
/// Measures all replicas every ten seconds and keeps an hour of it in memory: some nine kilobytes for a replica. Deployments
/// without replicas cost nothing.
/// </summary>
public sealed partial class UsageRecorder(DeploymentFeed feed, IModelRuntime runtime, TimeProvider clock, ILogger<UsageRecorder> logger) : BackgroundService
{
    private readonly ConcurrentDictionary<Guid, UsageLog> _logs = new();

    /// <summary>How far apart the points are.</summary>
    public static TimeSpan Pace { get; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a point is kept.</summary>
    public static TimeSpan Kept { get; } = TimeSpan.FromHours(1);

    /// <summary>The last hour of each replica, by name; empty when there is no such deployment, or the viewer may not see it.</summary>
    public IReadOnlyList<UsageHistory> HistoryOf(Viewer viewer, string id) =>
        feed.Find(viewer, id) is { } deployment && _logs.TryGetValue(deployment.Uid, out var log) ? log.Read() : [];

    /// <summary>Measures everything once.</summary>
    public async Task MeasureAsync(CancellationToken stop)
    {
        var deployments = feed.List(Viewer.System);
        foreach (var gone in _logs.Keys.Except(deployments.Select(deployment => deployment.Uid)).ToList())
            _logs.TryRemove(gone, out _);
        foreach (var deployment in deployments)
        {
            IReadOnlyList<ReplicaUsage> measured = deployment.Status.Replicas.Count > 0 ? await runtime.MeasureAsync(deployment.Key, stop) : [];
            if (measured.Count > 0)
                _logs.GetOrAdd(deployment.Uid, _ => new UsageLog()).Add(measured, clock.GetUtcNow(), Kept);
            else if (_logs.TryGetValue(deployment.Uid, out var log))
                log.Add([], clock.GetUtcNow(), Kept);
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await feed.LoadedAsync(stoppingToken);
        using var pace = new PeriodicTimer(Pace, clock);
        do
        {
            try
            {
                await MeasureAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException) // a round less; the next one comes
            {
                Log.RoundFailed(logger, failure);
            }
        }
        while (await pace.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "What replicas use could not be measured")]
        public static partial void RoundFailed(ILogger logger, Exception failure);
    }
}
