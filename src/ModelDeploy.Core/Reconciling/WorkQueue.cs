using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Core.Reconciling;

/// <summary>
/// Keys waiting for a pass. A key is in it at most once; one that is added while it is being worked on comes again
/// afterwards; no key is worked on twice at a time. What somebody wants comes before what was only seen. Knows per key when to come back
/// and how long to back off.
/// </summary>
public sealed class WorkQueue(TimeProvider clock)
{
    private const int RestingAtEase = 10;
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(1);

    /// <summary>What a store refuses is at fault for no deployment, and all shall go on soon after somebody has mended it.</summary>
    private static readonly TimeSpan LongestOfRefused = TimeSpan.FromSeconds(15);

    // The wall clock can be set, and a timer knows nothing of it; it also takes no more than 49 days.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>How long what follows from a pass is let happen before it is told: each part of it alone would be a write.</summary>
    private static readonly TimeSpan FirstRest = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SetBack = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly Queue<DeploymentKey> _wanted = new();
    private readonly Queue<DeploymentKey> _ready = new();
    private readonly HashSet<DeploymentKey> _waiting = [];
    private readonly HashSet<DeploymentKey> _working = [];
    private readonly Dictionary<DeploymentKey, bool> _again = [];
    private readonly Dictionary<DeploymentKey, DateTimeOffset> _later = [];
    private readonly HashSet<DeploymentKey> _resting = [];
    private readonly SortedSet<(DateTimeOffset Time, DeploymentKey Key)> _byTime = new(Comparer<(DateTimeOffset Time, DeploymentKey Key)>.Create(
        (one, other) => one.Time == other.Time ? string.CompareOrdinal(one.Key.Id, other.Key.Id) : one.Time.CompareTo(other.Time)));
    private readonly Dictionary<DeploymentKey, int> _failures = [];
    private DateTimeOffset _newestTime = DateTimeOffset.MinValue;
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>How many keys wait or are being worked on; those that come back later do not count.</summary>
    public int Depth
    {
        get
        {
            lock (_lock)
                return _waiting.Count + _working.Count;
        }
    }

    /// <summary>Asks for a pass as soon as possible.</summary>
    /// <param name="key">Of which deployment.</param>
    /// <param name="wanted">Whether somebody wants something that nobody has looked at yet: it goes before all others.</param>
    public void Add(DeploymentKey key, bool wanted = false)
    {
        lock (_lock)
        {
            if (_working.Contains(key))
                _again[key] = wanted || _again.GetValueOrDefault(key);
            else if (wanted || !_resting.Contains(key))
                MakeReady(key, wanted);
        }
    }

    /// <summary>Waits for a key and takes it. Give it back with <see cref="Done"/>, <see cref="Failed"/> or <see cref="Refused"/>.</summary>
    public async Task<DeploymentKey> TakeAsync(CancellationToken stop)
    {
        while (true)
        {
            Task changed;
            TimeSpan? wait;
            lock (_lock)
            {
                wait = MakeDueReady(clock.GetUtcNow());
                while (_wanted.TryDequeue(out var key) || _ready.TryDequeue(out key))
                {
                    // One that became wanted while it waited stands in both lines.
                    if (!_waiting.Remove(key))
                        continue;
                    _working.Add(key);
                    return key;
                }
                changed = _changed.Task;
            }
            await WaitAsync(changed, wait, stop);
        }
    }

    /// <summary>Gives a key back after a pass; it comes again when <paramref name="next"/> says so or when it was added meanwhile.</summary>
    public void Done(DeploymentKey key, Next next)
    {
        lock (_lock)
        {
            _failures.Remove(key);
            if (next is Next.Again)
                _again[key] = true;
            if (next is Next.WhenSettled)
            {
                _resting.Add(key);
                if (!_again.GetValueOrDefault(key))
                    _again.Remove(key);
            }
            GiveBack(key, next switch { Next.At at => at.Time, Next.WhenSettled => clock.GetUtcNow() + RestOf(_resting.Count), _ => null });
        }
    }

    /// <summary>Gives a key back after a pass that threw: it comes again after its back-off, which it returns.</summary>
    public TimeSpan Failed(DeploymentKey key) => BackOff(key, LongestBackOff);

    /// <summary>The same of a pass to which the store did not answer or which it refused.</summary>
    public TimeSpan Refused(DeploymentKey key) => BackOff(key, LongestOfRefused);

    private TimeSpan BackOff(DeploymentKey key, TimeSpan longest)
    {
        lock (_lock)
        {
            var failures = _failures[key] = _failures.GetValueOrDefault(key) + 1;
            var backOff = TimeSpan.FromTicks(Math.Min(longest.Ticks, FirstBackOff.Ticks << Math.Min(failures - 1, 20)));
            _again.Remove(key);
            GiveBack(key, clock.GetUtcNow() + backOff);
            return backOff;
        }
    }

    /// <summary>The more rest, the busier is whoever carries it all out.</summary>
    private static TimeSpan RestOf(int resting) => TimeSpan.FromTicks(Math.Min(LongestRest.Ticks, FirstRest.Ticks + (resting * FirstRest.Ticks / RestingAtEase)));

    private void GiveBack(DeploymentKey key, DateTimeOffset? at)
    {
        _working.Remove(key);
        if (at is { } time)
        {
            _later[key] = time;
            _byTime.Add((time, key));
        }
        if (_again.Remove(key, out var wanted))
            MakeReady(key, wanted);
        else
            Signal();
    }

    private void MakeReady(DeploymentKey key, bool wanted)
    {
        if (_later.Remove(key, out var planned))
            _byTime.Remove((planned, key));
        _resting.Remove(key);
        if (_waiting.Add(key) || wanted)
        {
            (wanted ? _wanted : _ready).Enqueue(key);
            Signal();
        }
    }

    /// <summary>
    /// How long until the next key is due, or null when none is planned. When the clock was set back, nobody knows how long plans have
    /// waited: then all are due.
    /// </summary>
    private TimeSpan? MakeDueReady(DateTimeOffset now)
    {
        var wasSetBack = now + SetBack < _newestTime;
        _newestTime = now;
        while (_byTime.Count > 0 && (wasSetBack || _byTime.Min.Time <= now))
            MakeReady(_byTime.Min.Key, wanted: false);
        return _byTime.Count > 0 ? _byTime.Min.Time - now : null;
    }

    private async Task WaitAsync(Task changed, TimeSpan? wait, CancellationToken stop)
    {
        if (wait is not { } span)
        {
            await changed.WaitAsync(stop);
            return;
        }
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAny(changed, Task.Delay(span < LongestWait ? span : LongestWait, clock, timer.Token));
        await timer.CancelAsync();
        stop.ThrowIfCancellationRequested();
    }

    private void Signal()
    {
        _changed.TrySetResult();
        _changed = NewSignal();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
