using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Reconciling;

namespace ModelDeploy.Core.Tests.Simulation;

/// <summary>
/// The product's passes under a queue that the story moves: which key is due, what comes later, who waits for room, and several
/// passes at once, each of another key. A restart forgets all of it, wherever a pass may be, and that pass comes no further.
/// </summary>
internal sealed class SimulatedController(Random random, WatchedStore store, ICatalog catalog, SimulatedRuntime runtime, TimeProvider clock)
{
    private const int Workers = 4;

    private readonly SortedSet<string> _due = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, DateTimeOffset> _later = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Task<Next>> _running = new(StringComparer.Ordinal);
    private readonly AsyncLocal<int> _lifeOfPass = new();
    private int _life;
    private GroupMembers _members = new([]);
    private Reconciler _reconciler = null!;

    /// <summary>What this controller vouches for.</summary>
    public FirstLooks Looks { get; private set; } = new();

    /// <summary>Whether the caller is a pass.</summary>
    public bool IsPass => _lifeOfPass.Value > 0;

    /// <summary>Whether the caller is a pass of a controller that is no more.</summary>
    public bool IsDead => IsPass && _lifeOfPass.Value != _life;

    /// <summary>When the next key comes back by itself, or null.</summary>
    public DateTimeOffset? NextLook => _later.Count == 0 ? null : _later.Values.Min();

    /// <summary>Another process takes over and knows nothing but what is stored and what runs.</summary>
    public void Restart(IReadOnlyList<Deployment> stored)
    {
        _life++;
        _due.Clear();
        _later.Clear();
        _running.Clear();
        runtime.ForgetLooks();
        Looks = new FirstLooks();
        _members = new GroupMembers(stored);
        _reconciler = new Reconciler(
            store, catalog, runtime, new Admission(store, catalog), Looks, new SpecLimits(), clock, NullLogger<Reconciler>.Instance);
        LookAtEverything();
    }

    /// <summary>The periodic look: an event may have been lost.</summary>
    public void LookAtEverything()
    {
        foreach (var key in _members.All().Union(runtime.Keys))
            Add(key);
    }

    /// <summary>Something about the key may have changed.</summary>
    public void Add(DeploymentKey key) => _due.Add(key.Id);

    /// <summary>The store tells; whoever waits for room that this freed is woken.</summary>
    public IReadOnlyList<DeploymentKey> Fold(DeploymentChange change) => _members.Fold(change);

    /// <summary>The keys that a change of the catalog can concern.</summary>
    public IReadOnlyList<DeploymentKey> NotStopped() => _members.NotStopped();

    /// <summary>Begins a pass for some key that is due, when a worker is free; false when there is none. It may be over at once.</summary>
    public bool BeginPass()
    {
        foreach (var id in _later.Where(entry => entry.Value <= clock.GetUtcNow()).Select(entry => entry.Key))
            _due.Add(id);
        var free = _due.Where(id => !_running.ContainsKey(id)).ToList();
        if (free.Count == 0 || _running.Count >= Workers)
            return false;
        var key = free[random.Next(free.Count)];
        _due.Remove(key);
        _later.Remove(key);
        Run(key);
        return true;
    }

    /// <summary>Takes back what is over. A broken connection brings the key back; anything else that went wrong is thrown.</summary>
    public void FinishPasses()
    {
        foreach (var (id, pass) in _running.Where(entry => entry.Value.IsCompleted).ToList())
        {
            _running.Remove(id);
            if (pass.Exception?.InnerException is IOException)
                _due.Add(id);
            else
                Note(id, Story.Done(pass));
        }
    }

    private void Run(string id)
    {
        var (outer, own) = (_lifeOfPass.Value, new TaskCompletionSource<Next>().Task);
        (_lifeOfPass.Value, _running[id]) = (_life, own);
        var pass = _reconciler.RunAsync(new DeploymentKey(id), default);
        _lifeOfPass.Value = outer;
        if (_running.GetValueOrDefault(id) == own)
            _running[id] = pass;
    }

    private void Note(string id, Next next)
    {
        if (next is Next.Again)
            _due.Add(id);
        else if (next is Next.At at)
            _later[id] = at.Time;
    }
}
