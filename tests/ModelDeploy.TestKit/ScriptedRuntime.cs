using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Logs;
using ModelDeploy.Core.Runtimes;

namespace ModelDeploy.TestKit;

/// <summary>
/// A runtime whose replicas are records: a workload that is applied replaces them at once. A test says whether new replicas
/// become ready, makes it unreachable or lets it reject, and sees what was asked of it.
/// </summary>
public sealed class ScriptedRuntime : IModelRuntime
{
    private readonly ConcurrentDictionary<DeploymentKey, Observation> _held = new();
    private readonly LatestByKey<DeploymentKey, DeploymentKey> _changes = new();
    private int _names;

    /// <summary>Whether replicas are ready as soon as they exist.</summary>
    public bool BecomesReady { get; set; } = true;

    /// <summary>Where the replicas of a deployment are said to listen; at first where nobody does.</summary>
    public Func<DeploymentKey, string> AddressOf { get; set; } = _ => "http://127.0.0.1:1";

    /// <summary>When set, nothing can be asked, for this reason.</summary>
    public string? UnreachableBecause { get; set; }

    /// <summary>When set, every workload with replicas is refused with it.</summary>
    public Failure? Rejection { get; set; }

    /// <summary>Every workload that was applied and changed something, oldest first.</summary>
    public ConcurrentQueue<(DeploymentKey Key, Workload Workload)> Applied { get; } = new();

    /// <inheritdoc />
    public IReadOnlyList<string> KnownImages { get; init; } = [];

    /// <summary>Replaces what is seen of a key, and says so.</summary>
    public void Show(DeploymentKey key, Observation observation)
    {
        _held[key] = observation;
        _changes.Post(key, key);
    }

    /// <inheritdoc />
    public Task<RuntimeAnswer> ApplyAsync(DeploymentKey key, Workload workload, CancellationToken stop)
    {
        if (UnreachableBecause is { } because)
            return Task.FromResult<RuntimeAnswer>(new RuntimeAnswer.Unreachable(because));
        if (Rejection is { } rejection && workload.Replicas > 0)
            return Task.FromResult<RuntimeAnswer>(new RuntimeAnswer.Rejected(rejection));
        var current = _held.GetValueOrDefault(key, Observation.Nothing).Replicas;
        if (current.Count != workload.Replicas || current.Any(replica => replica.Template != workload.Template.Hash))
        {
            Applied.Enqueue((key, workload));
            Show(key, Seen(key, workload));
        }
        return Task.FromResult<RuntimeAnswer>(new RuntimeAnswer.Accepted());
    }

    /// <inheritdoc />
    public Task<RuntimeAnswer> RemoveAsync(DeploymentKey key, CancellationToken stop)
    {
        if (UnreachableBecause is { } because)
            return Task.FromResult<RuntimeAnswer>(new RuntimeAnswer.Unreachable(because));
        if (_held.TryRemove(key, out _))
            _changes.Post(key, key);
        return Task.FromResult<RuntimeAnswer>(new RuntimeAnswer.Accepted());
    }

    /// <inheritdoc />
    public Task<Observation> ObserveAsync(DeploymentKey key, CancellationToken stop) => Task.FromResult(
        UnreachableBecause is { } because ? Observation.Unknown(because) : _held.GetValueOrDefault(key, Observation.Nothing));

    /// <inheritdoc />
    public Task<IReadOnlyList<DeploymentKey>> ListAsync(CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<DeploymentKey>>([.. _held.Keys]);

    /// <inheritdoc />
    public IAsyncEnumerable<DeploymentKey> WatchAsync(CancellationToken stop) => _changes.ReadAllAsync(stop);

    /// <summary>What replicas are said to use.</summary>
    public IReadOnlyList<ReplicaUsage> Usage { get; set; } = [];

    /// <inheritdoc />
    public Task<IReadOnlyList<ReplicaUsage>> MeasureAsync(DeploymentKey key, CancellationToken stop) => Task.FromResult(Usage);

    /// <inheritdoc />
    public Task<IReadOnlyList<LogSource>> ListLogsAsync(DeploymentKey key, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<LogSource>>([]);

    /// <inheritdoc />
    public async IAsyncEnumerable<LogLine> FollowLogAsync(
        DeploymentKey key, string replica, int tail, LogPosition? after, [EnumeratorCancellation] CancellationToken stop)
    {
        await Task.CompletedTask;
        yield break;
    }

    /// <inheritdoc />
    public IAsyncEnumerable<LogLine> ReadLogAsync(DeploymentKey key, string replica, LogReading reading, CancellationToken stop) =>
        AsyncEnumerable.Empty<LogLine>();

    private Observation Seen(DeploymentKey key, Workload workload) => new()
    {
        Exists = true,
        Replicas = Enumerable.Range(0, workload.Replicas).Select(_ => new ReplicaObservation
        {
            Name = $"{key.Id}-{Interlocked.Increment(ref _names)}",
            Template = workload.Template.Hash,
            State = BecomesReady ? ReplicaState.Running : ReplicaState.Starting,
            Ready = BecomesReady,
            Address = AddressOf(key),
            CreatedAt = DateTimeOffset.UnixEpoch,
        }).ToEquatableList(),
    };
}
