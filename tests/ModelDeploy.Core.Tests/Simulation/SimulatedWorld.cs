using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Reconciling;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;
using ModelDeploy.TestKit.Stores;

namespace ModelDeploy.Core.Tests.Simulation;

/// <summary>
/// People, a controller and a runtime on one thread, everything at random from one seed: delays, lost events, writes that cross
/// each other, broken connections, restarts, a clock that moves. The same seed gives the same story.
/// </summary>
internal sealed class SimulatedWorld
{
    private readonly Random _random;
    private readonly ManualTime _clock = new(AChange.Start);
    private readonly InMemoryDeploymentStore _stored = new();
    private readonly InMemoryCatalog _catalog = new(
        [AGroup.Named().WithQuota(cpu: 4, maxDeployments: 4), AGroup.Named("other").WithQuota(cpu: 3)],
        [AnInstanceType.Named("small").WithResources(0.5m, 1 << 20), AnInstanceType.Named("big").WithResources(1.5m, 1 << 20)]);
    private readonly SimulatedRuntime _runtime = new();
    private readonly WatchedStore _store;
    private readonly SimulatedPeople _people;
    private readonly SimulatedRules _rules;
    private readonly SortedSet<string> _due = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, DateTimeOffset> _later = new(StringComparer.Ordinal);
    private Reconciler _reconciler;
    private bool _faults = true;
    private bool _inPass;
    private bool _interrupting;

    public SimulatedWorld(int seed)
    {
        _random = new Random(seed);
        _store = new WatchedStore(_stored) { Interrupt = Interrupt, Changed = Told };
        _people = new SimulatedPeople(_random, _store, _catalog, _stored.Journal, _clock);
        _rules = new SimulatedRules(_stored, _catalog, _runtime);
        _store.StatusIsWritten = _rules.AroundStatus;
        _runtime.Interrupt = Interrupt;
        _runtime.Changed = Told;
        _reconciler = NewReconciler();
    }

    /// <summary>Lives through that many moments with faults, then without until nothing moves any more.</summary>
    public async Task RunAsync(int moments)
    {
        for (var i = 0; i < moments; i++)
        {
            await MomentAsync();
            await _rules.CheckAsync();
        }
        await SettleAsync();
        await _rules.CheckTheEndAsync();
    }

    private async Task MomentAsync()
    {
        switch (_random.Next(100))
        {
            case < 45:
                await PassAsync();
                break;
            case < 75:
                StepRuntime();
                break;
            case < 87:
                await TriedAsync(_people.ActAsync(default));
                break;
            case < 90:
                await _people.AdministerAsync(default);
                Told([.. (await _stored.ListAsync(default)).Select(deployment => deployment.Key)]);
                break;
            case < 94:
                _clock.Advance(TimeSpan.FromSeconds(_random.Next(400)));
                break;
            case < 96:
                _runtime.LoseReplica(AnyKey());
                break;
            case < 99:
                ToggleFault();
                break;
            default:
                await RestartAsync();
                break;
        }
    }

    private async Task PassAsync()
    {
        foreach (var id in _later.Where(entry => entry.Value <= _clock.GetUtcNow()).Select(entry => entry.Key))
            _due.Add(id);
        if (_due.Count > 0)
            await PassAsync(new DeploymentKey(_due.ElementAt(_random.Next(_due.Count))));
    }

    private async Task PassAsync(DeploymentKey key)
    {
        _due.Remove(key.Id);
        _later.Remove(key.Id);
        _inPass = true;
        try
        {
            switch (await _reconciler.RunAsync(key, default))
            {
                case Next.Again:
                    _due.Add(key.Id);
                    break;
                case Next.At at:
                    _later[key.Id] = at.Time;
                    break;
            }
        }
        catch (IOException)
        {
            _due.Add(key.Id);
        }
        finally
        {
            _inPass = false;
        }
    }

    /// <summary>Something happens between two steps of a pass, or the connection breaks.</summary>
    private void Interrupt()
    {
        if (!_faults || !_inPass || _interrupting)
            return;
        if (_random.Next(60) == 0)
            throw new IOException("connection lost");
        if (_random.Next(5) > 0)
            return;
        _interrupting = true;
        if (_random.Next(3) == 0)
            Assert.True(_people.ActAsync(default).IsCompletedSuccessfully);
        else
            StepRuntime(_random.Next(1, 5));
        _interrupting = false;
    }

    private void StepRuntime(int steps = 1)
    {
        if (_runtime.Keys is not { Count: > 0 } keys)
            return;
        var key = keys[_random.Next(keys.Count)];
        for (var i = 0; i < steps; i++)
            _runtime.Step(key);
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
    }

    private async Task RestartAsync()
    {
        _reconciler = NewReconciler();
        _later.Clear();
        foreach (var key in await EveryKeyAsync())
            _due.Add(key.Id);
    }

    /// <summary>No faults any more, everything is looked at again and again until a whole round changes nothing.</summary>
    private async Task SettleAsync()
    {
        _faults = false;
        (_runtime.UnreachableBecause, _runtime.Rejection, _runtime.BecomesReady) = (null, null, true);
        await _people.SwitchEverythingOnAsync(default);
        for (var round = 0; round < 500; round++)
        {
            var before = await VersionsAsync();
            var moved = false;
            foreach (var key in await EveryKeyAsync())
            {
                await PassAsync(key);
                moved |= _runtime.Step(key);
                await _rules.CheckAsync();
            }
            if (!moved && before.SequenceEqual(await VersionsAsync()))
                return;
        }
        Assert.Fail("It never comes to rest.");
    }

    /// <summary>Of ten events one is lost while there are faults.</summary>
    private void Told(params IEnumerable<DeploymentKey> keys)
    {
        foreach (var key in keys)
        {
            if (!_faults || _random.Next(10) > 0)
                _due.Add(key.Id);
        }
    }

    private void Told(DeploymentKey key) => Told([key]);

    private DeploymentKey AnyKey() => new($"model-{_random.Next(6)}");

    private async Task<IReadOnlyList<DeploymentKey>> EveryKeyAsync() =>
        [.. (await _stored.ListAsync(default)).Select(deployment => deployment.Key).Union(_runtime.Keys)];

    private async Task<IReadOnlyList<string>> VersionsAsync() =>
        [.. (await _stored.ListAsync(default)).Select(deployment => deployment.Version)];

    private static async Task TriedAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (IOException)
        {
        }
    }

    private Reconciler NewReconciler() => new(
        _store, _catalog, _runtime, new Admission(_store, _catalog), new FirstLooks(), new SpecLimits(), _clock, NullLogger<Reconciler>.Instance);
}
