using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Logs;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Runtimes;

namespace ModelDeploy.Core.Tests.Simulation;

/// <summary>
/// A runtime that does nothing by itself: what was applied is taken up, and replicas start, become ready and end, one small step
/// at a time, whenever the simulation says so. For one thread.
/// </summary>
internal sealed class SimulatedRuntime(TimeProvider clock) : IModelRuntime
{
    private readonly SortedDictionary<string, SimulatedWorkload> _workloads = new(StringComparer.Ordinal);
    private readonly Dictionary<DeploymentKey, Look> _lastSeen = [];

    /// <summary>Whether starting replicas become ready.</summary>
    public bool BecomesReady { get; set; } = true;

    /// <summary>When set, nothing can be asked, for this reason.</summary>
    public string? UnreachableBecause { get; set; }

    /// <summary>When set, workloads with replicas are refused with it.</summary>
    public Diagnosis.Failure? Rejection { get; set; }

    /// <summary>Called before everything that is asked, so that the world can move in the middle of a pass.</summary>
    public Action Interrupt { get; set; } = () => { };

    /// <summary>Told every key whose observation may have changed.</summary>
    public Action<DeploymentKey> Changed { get; set; } = _ => { };

    /// <summary>Told every workload that is applied; null for a removal.</summary>
    public Action<DeploymentKey, Workload?> Asked { get; set; } = (_, _) => { };

    /// <inheritdoc />
    public IReadOnlyList<string> KnownImages => [];

    /// <summary>Every key for which anything is held.</summary>
    public IReadOnlyList<DeploymentKey> Keys => [.. _workloads.Keys.Select(id => new DeploymentKey(id))];

    /// <summary>What runs for the key at this moment, replicas that are being ended included.</summary>
    public Resources RunningOf(DeploymentKey key) => _workloads.TryGetValue(key.Id, out var held) ? held.Running : Resources.None;

    /// <summary>How many replicas of the key take requests at this moment.</summary>
    public int ReadyOf(DeploymentKey key) => _workloads.TryGetValue(key.Id, out var held) ? held.Ready : 0;

    /// <summary>What really was there when the key was last looked at since the controller started, or null.</summary>
    public Look? LastSeen(DeploymentKey key) => _lastSeen.GetValueOrDefault(key);

    /// <summary>The controller is another one, which has not looked at anything yet.</summary>
    public void ForgetLooks() => _lastSeen.Clear();

    /// <summary>Lets one small thing happen for the key; false when there is nothing left to do.</summary>
    public bool Step(DeploymentKey key)
    {
        if (!_workloads.TryGetValue(key.Id, out var held) || !held.Step(BecomesReady))
            return false;
        if (held.IsGone)
            _workloads.Remove(key.Id);
        Changed(key);
        return true;
    }

    /// <summary>Lets a ready replica of the key exit, or only stop being ready; false when none is ready.</summary>
    public bool LoseReplica(DeploymentKey key, bool exits)
    {
        if (!_workloads.TryGetValue(key.Id, out var held) || !held.LoseReplica(exits))
            return false;
        Changed(key);
        return true;
    }

    /// <summary>Whether each step is said to stir up more.</summary>
    public bool Stirs { get; set; }

    /// <inheritdoc />
    public Task<RuntimeAnswer> ApplyAsync(DeploymentKey key, Workload workload, CancellationToken stop)
    {
        Interrupt();
        Asked(key, workload);
        if (UnreachableBecause is { } because)
            return Task.FromResult<RuntimeAnswer>(new RuntimeAnswer.Unreachable(because));
        if (Rejection is { } rejection && workload.Replicas > 0)
            return Task.FromResult<RuntimeAnswer>(new RuntimeAnswer.Rejected(rejection));
        if (!_workloads.TryGetValue(key.Id, out var held) && workload.Replicas > 0)
            _workloads[key.Id] = held = new SimulatedWorkload(key.Id, clock);
        held?.Note(workload);
        return Task.FromResult<RuntimeAnswer>(new RuntimeAnswer.Accepted(Stirs));
    }

    /// <inheritdoc />
    public Task<RuntimeAnswer> RemoveAsync(DeploymentKey key, CancellationToken stop)
    {
        Interrupt();
        Asked(key, null);
        if (UnreachableBecause is { } because)
            return Task.FromResult<RuntimeAnswer>(new RuntimeAnswer.Unreachable(because));
        if (_workloads.TryGetValue(key.Id, out var held))
            held.NoteRemoval();
        return Task.FromResult<RuntimeAnswer>(new RuntimeAnswer.Accepted());
    }

    /// <inheritdoc />
    public Task<Observation> ObserveAsync(DeploymentKey key, CancellationToken stop)
    {
        Interrupt();
        if (UnreachableBecause is { } because)
            return Task.FromResult(Observation.Unknown(because));
        var held = _workloads.GetValueOrDefault(key.Id);
        _lastSeen[key] = held?.Look() ?? new Look([], Behind: false, RecentExits: []);
        return Task.FromResult(held?.Observe() ?? Observation.Nothing);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<DeploymentKey>> ListAsync(CancellationToken stop) => Task.FromResult(Keys);

    /// <inheritdoc />
    public IAsyncEnumerable<DeploymentKey> WatchAsync(CancellationToken stop) => AsyncEnumerable.Empty<DeploymentKey>();

    /// <inheritdoc />
    public Task<IReadOnlyList<ReplicaUsage>> MeasureAsync(DeploymentKey key, CancellationToken stop) => Task.FromResult<IReadOnlyList<ReplicaUsage>>([]);

    /// <inheritdoc />
    public Task<IReadOnlyList<LogSource>> ListLogsAsync(DeploymentKey key, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<LogSource>>([]);

    /// <inheritdoc />
    public IAsyncEnumerable<LogLine> FollowLogAsync(
        DeploymentKey key, string replica, int tail, LogPosition? after, CancellationToken stop) => AsyncEnumerable.Empty<LogLine>();

    /// <inheritdoc />
    public IAsyncEnumerable<LogLine> ReadLogAsync(DeploymentKey key, string replica, LogReading reading, CancellationToken stop) =>
        AsyncEnumerable.Empty<LogLine>();
}
