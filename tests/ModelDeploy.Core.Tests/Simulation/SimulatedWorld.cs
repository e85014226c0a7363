using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;
using ModelDeploy.TestKit.Stores;

namespace ModelDeploy.Core.Tests.Simulation;

/// <summary>
/// People, a controller and a runtime on one thread, everything at random from one seed: delays, events that are lost, late or told
/// twice, writes that cross each other, broken connections, restarts in the middle of a pass, a clock that jumps. The same seed gives
/// the same story.
/// </summary>
internal sealed class SimulatedWorld
{
    private const int Deepest = 3;
    private const int LongestRest = 20_000;
    private static readonly TimeSpan BetweenFullLooks = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan EnoughToSettle = TimeSpan.FromMinutes(20);

    private readonly Random _random;
    private readonly OneThread _thread = new();
    private readonly ManualTime _clock = new(AChange.Start);
    private readonly InMemoryDeploymentStore _stored = new();
    private readonly InMemoryCatalog _catalog = SimulatedAdministrators.NewCatalog();
    private readonly SimulatedRuntime _runtime;
    private readonly WatchedStore _storeOfPasses;
    private readonly SimulatedController _controller;
    private readonly SimulatedPeople _people;
    private readonly SimulatedAdministrators _administrators;
    private readonly SimulatedRules _rules;
    private readonly SimulatedEnd _end;
    private readonly WriteStorms _storms = new();
    private readonly List<DeploymentKey> _late = [];
    private readonly List<string> _statuses = [];
    private bool _faults = true;
    private int _depth;

    public SimulatedWorld(int seed)
    {
        _random = new Random(seed);
        _runtime = new SimulatedRuntime(_clock) { Interrupt = Interrupt, Changed = RuntimeTold, Asked = (key, workload) => _rules!.CheckAsked(key, _storeOfPasses!.LastRead(key), workload) };
        _storeOfPasses = NewStore();
        _controller = new SimulatedController(_random, _storeOfPasses, _catalog, _runtime, _clock);
        _people = new SimulatedPeople(_random, NewStore(), _catalog, _stored.Journal, _clock);
        _administrators = new SimulatedAdministrators(_random, _catalog);
        _rules = new SimulatedRules(_stored, _catalog, _runtime, _controller);
        _end = new SimulatedEnd(_stored, _runtime, _rules);
        _storeOfPasses.StatusIsWritten = AroundStatus;
    }

    /// <summary>Every status that was written, in order.</summary>
    public IReadOnlyList<string> Statuses => _statuses;

    /// <summary>Lives through that many moments with faults, then without, until nothing may move any more.</summary>
    public void Run(int moments)
    {
        using var here = _thread.Enter();
        Restart();
        for (var i = 0; i < moments; i++)
        {
            Moment();
            _controller.FinishPasses();
            _people.FinishActs();
            _rules.Check();
        }
        Settle();
        Assert.False(_people.AreActing, "Somebody waits for an answer that never comes.");
        _end.Check();
        CheckRest();
    }

    private void Moment()
    {
        switch (_random.Next(100))
        {
            case < 40:
                _controller.BeginPass();
                break;
            case < 45:
                _thread.GoOn();
                break;
            case < 70:
                StepRuntime();
                break;
            case < 80:
                _people.Act();
                break;
            case < 84:
                Administer();
                break;
            case < 88:
                TellLate();
                break;
            case < 92:
                MoveClock();
                break;
            case < 95:
                LoseReplica();
                break;
            case < 98:
                ToggleFault();
                break;
            default:
                Restart();
                break;
        }
    }

    /// <summary>Something happens in the middle of what a pass or a person does, or the connection breaks.</summary>
    private void Interrupt()
    {
        if (_controller.IsDead)
            throw new IOException("this controller was killed");
        if (!_faults || _depth >= Deepest)
            return;
        if (_random.Next(80) == 0)
            throw new IOException("connection lost");
        if (_random.Next(4) > 0)
            return;
        _depth++;
        switch (_random.Next(12))
        {
            case < 4:
                _people.Act();
                break;
            case < 8:
                StepRuntime(_random.Next(1, 5));
                break;
            case < 11:
                _controller.BeginPass();
                break;
            case 11 when _random.Next(4) == 0:
                Restart();
                break;
        }
        _depth--;
        if (_controller.IsDead)
            throw new IOException("this controller was killed");
    }

    private void StepRuntime(int steps = 1)
    {
        if (_runtime.Keys is not { Count: > 0 } keys)
            return;
        var key = keys[_random.Next(keys.Count)];
        for (var i = 0; i < steps; i++)
            _runtime.Step(key);
    }

    private void Administer()
    {
        Story.Done(_administrators.ActAsync());
        CatalogTold();
    }

    private void TellLate()
    {
        if (_late.Count == 0)
            return;
        var told = _random.Next(_late.Count);
        _controller.Add(_late[told]);
        _late.RemoveAt(told);
    }

    /// <summary>Mostly forward; a system clock can also be set back.</summary>
    private void MoveClock()
    {
        _clock.JumpTo(_clock.GetUtcNow() + TimeSpan.FromSeconds(_random.Next(4) == 0 ? -_random.Next(300) : _random.Next(400)));
        _storms.Moved();
    }

    private void LoseReplica()
    {
        var key = new DeploymentKey($"model-{_random.Next(SimulatedPeople.Ids)}");
        _rules.MayStopServing(key);
        _runtime.LoseReplica(key, exits: _random.Next(2) == 0);
    }

    private void ToggleFault()
    {
        switch (_random.Next(3))
        {
            case 0:
                _runtime.UnreachableBecause = _runtime.UnreachableBecause is null ? "connection refused" : null;
                break;
            case 1:
                _runtime.Rejection = _runtime.Rejection is null ? Failures.RuntimeRejected("no") : null;
                break;
            default:
                _runtime.BecomesReady = !_runtime.BecomesReady;
                break;
        }
        _storms.Moved();
    }

    private void Restart()
    {
        _storms.Moved();
        _controller.Restart(Story.Done(_stored.ListAsync(default)));
    }

    /// <summary>
    /// No faults any more: everything goes on by itself, and the clock with it, up to the time in which all must have come to rest.
    /// </summary>
    private void Settle()
    {
        _faults = false;
        (_runtime.UnreachableBecause, _runtime.Rejection, _runtime.BecomesReady) = (null, null, true);
        Story.Done(_administrators.SwitchEverythingOnAsync());
        CatalogTold();
        var last = Story.Done(_stored.ListAsync(default)).Select(deployment => deployment.LastChange.At).Append(_clock.GetUtcNow()).Max() + EnoughToSettle;
        for (var fullLook = _clock.GetUtcNow() + BetweenFullLooks; fullLook <= last; fullLook += BetweenFullLooks)
        {
            ComeToRest();
            while (_controller.NextLook is { } next && next < fullLook)
            {
                _clock.JumpTo(next > _clock.GetUtcNow() ? next : _clock.GetUtcNow());
                ComeToRest();
            }
            _clock.JumpTo(fullLook);
            _controller.LookAtEverything();
            _storms.Moved();
        }
        ComeToRest();
    }

    private void ComeToRest()
    {
        for (var i = 0; _thread.GoOn() || _controller.BeginPass() || _runtime.Keys.Any(_runtime.Step); i++)
        {
            _controller.FinishPasses();
            _people.FinishActs();
            _rules.Check();
            Assert.True(i < LongestRest, "It never comes to rest.");
        }
    }

    /// <summary>Where nothing changes, a look at everything writes nothing.</summary>
    private void CheckRest()
    {
        var before = _storms.Writes;
        _controller.LookAtEverything();
        ComeToRest();
        Assert.Equal(before, _storms.Writes);
    }

    private Action<Deployment?> AroundStatus(DeploymentKey key, DeploymentStatus status)
    {
        var after = _rules.AroundStatus(key, status);
        return written =>
        {
            after(written);
            if (written is null)
                return;
            _storms.Written(key);
            _statuses.Add($"{key} {written.Generation}/{status.ObservedGeneration} {status.Phase}: {status.Message}");
        };
    }

    private void StoreTold(DeploymentKey key)
    {
        var now = Story.Done(_stored.GetAsync(key, default));
        if (now is not null)
            _rules.CheckJournal(now);
        if (now is null or { Spec.Stop: true } or { Deletion: not null } or { Spec.Replicas: < 2 })
            _rules.MayStopServing(key);
        Told([key, .. _controller.Fold(new DeploymentChange(key, now))]);
    }

    private void RuntimeTold(DeploymentKey key) => Told(key);

    private void CatalogTold() => Told(_controller.NotStopped());

    /// <summary>While there are faults, of ten events one is lost, two come late and one comes twice.</summary>
    private void Told(params IEnumerable<DeploymentKey> keys)
    {
        _storms.Moved();
        foreach (var key in keys)
        {
            var luck = _faults ? _random.Next(10) : int.MaxValue;
            if (luck is 1 or 2 or 3)
                _late.Add(key);
            if (luck is >= 3)
                _controller.Add(key);
        }
    }

    private WatchedStore NewStore() => new(_stored)
    {
        Interrupt = Interrupt,
        Changed = StoreTold,
        Conflicts = () => _faults && _random.Next(40) == 0,
        Answer = LoseAnswer,
    };

    private void LoseAnswer()
    {
        if (_faults && _random.Next(80) == 0)
            throw new IOException("the answer is lost");
    }
}
