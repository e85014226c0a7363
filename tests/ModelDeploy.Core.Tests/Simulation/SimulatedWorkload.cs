using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Runtimes;

namespace ModelDeploy.Core.Tests.Simulation;

/// <summary>
/// One key of the simulated runtime: what was applied last, what was taken up, and its replicas. Keeps a runtime's promises: never
/// more at once, those being ended included, than the larger of older and wanted ones plus the surge; never fewer ready ones than
/// wanted (one fewer without surge) because of a step of its own.
/// </summary>
internal sealed class SimulatedWorkload(string id, TimeProvider clock)
{
    private const int MostExits = 10;
    private static readonly TimeSpan Recently = TimeSpan.FromMinutes(10);

    private readonly List<SimulatedReplica> _replicas = [];
    private readonly List<ReplicaExit> _exits = [];
    private (Workload Workload, bool Removing)? _noted;
    private (Workload Workload, bool Removing)? _takenUp;
    private int _names;

    /// <summary>Whether a removal is complete.</summary>
    public bool IsGone { get; private set; }

    /// <summary>What runs now.</summary>
    public Resources Running => _replicas.Aggregate(Resources.None, (sum, replica) => sum + replica.Template.Resources);

    /// <summary>How many replicas take requests now.</summary>
    public int Ready => _replicas.Count(replica => replica.Seen.Ready);

    /// <summary>What really is there.</summary>
    public Look Look() => new(
        [.. _replicas.Select(replica => (replica.Template.Image, replica.Template.Hash, replica.Seen.Ready))], _noted != _takenUp,
        [.. ExitsOfNewest().Select(exit => exit.At).Where(at => at > clock.GetUtcNow() - Recently)]);

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
        Exits = ExitsOfNewest().TakeLast(MostExits).ToEquatableList(),
    };

    /// <summary>A ready replica exits, or only stops being ready; false when none is ready.</summary>
    public bool LoseReplica(bool exits)
    {
        if (_replicas.Find(replica => replica.Seen.Ready) is not { } lost)
            return false;
        if (exits)
            _exits.Add(lost.Exit(clock.GetUtcNow()));
        else
            lost.Stumble(clock.GetUtcNow());
        return true;
    }

    /// <summary>Does the first thing that is due; false when nothing is.</summary>
    public bool Step(bool becomesReady)
    {
        if (_noted != _takenUp)
        {
            _takenUp = _noted;
            return true;
        }
        return EndOne() || LeaveOne() || CreateOne() || (becomesReady && ProgressOne()) || Vanish();
    }

    private IEnumerable<ReplicaExit> ExitsOfNewest() => _exits.Where(exit => exit.Template == _noted?.Workload.Template.Hash);

    private string Template => _takenUp!.Value.Workload.Template.Hash;

    private int Wanted => _takenUp is { Removing: false, Workload: var workload } ? workload.Replicas : 0;

    private int Surge => _takenUp!.Value.Workload.Surge;

    private bool EndOne() => _replicas.Find(replica => replica.Leaving) is { } ended && _replicas.Remove(ended);

    private bool LeaveOne()
    {
        var newest = _replicas.Where(replica => replica.Template.Hash == Template).ToList();
        var older = _replicas.Except(newest).OrderBy(replica => replica.Seen.Ready).ToList();
        var leaving = Wanted == 0 ? _replicas.FirstOrDefault()
            : newest.Count > Wanted ? newest[^1]
            : older.Count > 0 && MayLeave(older, newest) ? older[0]
            : null;
        leaving?.Leave();
        return leaving is not null;
    }

    private bool MayLeave(List<SimulatedReplica> older, List<SimulatedReplica> newest)
    {
        var least = Surge > 0 ? Wanted : Wanted - 1;
        return newest.Count(replica => replica.Seen.Ready) + older.Count > least && (!older[0].Seen.Ready || Ready > least);
    }

    private bool CreateOne()
    {
        var newest = _replicas.Count(replica => replica.Template.Hash == Template);
        var older = _replicas.Count - newest;
        if (newest >= Wanted || _replicas.Count >= Math.Max(older, Wanted) + (older > 0 ? Surge : 0))
            return false;
        _replicas.Add(new SimulatedReplica($"{id}-{++_names:00000}", _takenUp!.Value.Workload.Template, clock.GetUtcNow()));
        return true;
    }

    private bool ProgressOne() => _replicas.Any(replica => replica.Progress(clock.GetUtcNow(), _exits.Add));

    private bool Vanish() => IsGone = !IsGone && _replicas.Count == 0 && _takenUp is { Removing: true };
}
