using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Runtimes;

namespace ModelDeploy.Core.Tests.Simulation;

/// <summary>
/// One key of the simulated runtime: what was applied last, what was taken up, and its replicas. Keeps the runtime's promise: never
/// more at once, those being ended included, than the larger of older and wanted ones plus the surge.
/// </summary>
internal sealed class SimulatedWorkload(string id)
{
    private readonly List<(ReplicaObservation Seen, Resources Amounts)> _replicas = [];
    private (Workload Workload, bool Removing)? _noted;
    private (Workload Workload, bool Removing)? _takenUp;
    private int _names;

    /// <summary>Whether a removal is complete.</summary>
    public bool IsGone { get; private set; }

    /// <summary>What runs now.</summary>
    public Resources Running => _replicas.Aggregate(Resources.None, (sum, replica) => sum + replica.Amounts);

    /// <summary>Notes what shall exist.</summary>
    public void Note(Workload workload) => _noted = (workload, false);

    /// <summary>Notes that nothing shall exist.</summary>
    public void NoteRemoval() => _noted = _noted is { } noted ? (noted.Workload, true) : null;

    /// <summary>What is seen.</summary>
    public Observation Observe() => new()
    {
        Exists = true,
        Behind = _noted != _takenUp,
        Wanted = Wanted,
        Replicas = _replicas.Select(replica => replica.Seen).OrderBy(replica => replica.Name, StringComparer.Ordinal).ToEquatableList(),
    };

    /// <summary>A ready replica falls back to starting; false when none is ready.</summary>
    public bool LoseReplica()
    {
        var index = _replicas.FindIndex(replica => replica.Seen.Ready);
        if (index >= 0)
            Replace(index, ReplicaState.Waiting);
        return index >= 0;
    }

    /// <summary>Does the first thing that is due; false when nothing is.</summary>
    public bool Step(bool becomesReady)
    {
        if (_noted != _takenUp)
        {
            _takenUp = _noted;
            return true;
        }
        return EndOne() || LeaveOne() || CreateOne() || (becomesReady && ReadyOne()) || Vanish();
    }

    private string Template => _takenUp!.Value.Workload.Template.Hash;

    private int Wanted => _takenUp is { Removing: false, Workload: var workload } ? workload.Replicas : 0;

    private bool EndOne() => _replicas.FindIndex(replica => replica.Seen.State is ReplicaState.Stopping) is >= 0 and var index && Remove(index);

    private bool LeaveOne()
    {
        var newest = _replicas.Count(replica => replica.Seen.Template == Template);
        var ready = _replicas.Count(replica => replica.Seen.Ready && replica.Seen.Template == Template);
        var older = _replicas.Count - newest;
        var surge = _takenUp!.Value.Workload.Surge;
        var leaves = Wanted == 0 ? _replicas.FindIndex(_ => true)
            : newest > Wanted ? _replicas.FindLastIndex(replica => replica.Seen.Template == Template)
            : older > 0 && (ready + older > Wanted || (surge == 0 && _replicas.Count >= Wanted)) ? _replicas.FindIndex(replica => replica.Seen.Template != Template)
            : -1;
        return leaves >= 0 && Replace(leaves, ReplicaState.Stopping);
    }

    private bool CreateOne()
    {
        var newest = _replicas.Count(replica => replica.Seen.Template == Template);
        var older = _replicas.Count - newest;
        var atOnce = Math.Max(older, Wanted) + (older > 0 ? _takenUp!.Value.Workload.Surge : 0);
        if (newest >= Wanted || _replicas.Count >= atOnce)
            return false;
        var replica = new ReplicaObservation
        {
            Name = $"{id}-{++_names:00000}",
            Template = Template,
            State = ReplicaState.Starting,
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        _replicas.Add((replica, _takenUp!.Value.Workload.Template.Resources));
        return true;
    }

    private bool ReadyOne() =>
        _replicas.FindIndex(replica => !replica.Seen.Ready) is >= 0 and var index && Replace(index, ReplicaState.Running);

    private bool Vanish() => IsGone = !IsGone && _replicas.Count == 0 && _takenUp is { Removing: true };

    private bool Remove(int index)
    {
        _replicas.RemoveAt(index);
        return true;
    }

    private bool Replace(int index, ReplicaState state)
    {
        var (seen, amounts) = _replicas[index];
        _replicas[index] = (seen with { State = state, Ready = state is ReplicaState.Running }, amounts);
        return true;
    }
}
