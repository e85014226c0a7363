using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Reconciling;
using ModelDeploy.TestKit.Builders;
using ModelDeploy.TestKit.Stores;

namespace ModelDeploy.Core.Tests.Reconciling;

/// <summary>Many who ask for a grant of one group at once.</summary>
public sealed class AdmissionTests
{
    private readonly GatedStore _store = new();
    private readonly InMemoryCatalog _catalog = new([AGroup.Named().WithQuota(cpu: 4)], [AnInstanceType.Named()]);
    private readonly Admission _admission;

    public AdmissionTests() => _admission = new Admission(_store, _catalog);

    [Fact]
    public async Task Those_who_come_while_one_is_decided_on_are_decided_on_together_oldest_first_and_never_above_the_quota()
    {
        var all = await CreateAsync(7);
        var answers = AskOneAndThenAll(all);

        _store.Open();
        await Task.WhenAll(answers);

        Assert.Equal(2, _store.Counts);
        Assert.Equal([0, 1, 2, 3], (await HoldersAsync()).Order());
        Assert.Equal(3, answers.Count(answer => answer.Result is AdmissionAnswer.Refused { Failure.Reason: FailureReason.QuotaExceeded }));
    }

    [Fact]
    public async Task Who_is_refused_beside_one_that_does_not_get_its_grant_after_all_may_ask_again()
    {
        var all = await CreateAsync(5);
        var answers = AskOneAndThenAll(all);
        await _store.UpdateStatusAsync(all[2].Key, all[2].Status with { Message = "Changed" }, all[2].Version, default);

        _store.Open();
        await Task.WhenAll(answers);

        Assert.Equal([0, 1, 3], (await HoldersAsync()).Order());
        Assert.IsType<AdmissionAnswer.Outdated>(await answers[2]);
        Assert.IsType<AdmissionAnswer.Outdated>(await answers[4]);
        Assert.IsType<AdmissionAnswer.Granted>(await AskAsync(all[4], default));
    }

    [Fact]
    public async Task Who_no_longer_waits_gets_nothing()
    {
        var all = await CreateAsync(3);
        using var gone = new CancellationTokenSource();
        var first = AskAsync(all[0], default);
        var leaving = AskAsync(all[1], gone.Token);
        var last = AskAsync(all[2], default);

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        _store.Open();
        await Task.WhenAll(first, last);

        Assert.Equal([0, 2], (await HoldersAsync()).Order());
    }

    [Fact]
    public async Task A_turn_that_fails_is_not_an_answer_for_those_who_wait()
    {
        var all = await CreateAsync(3);
        var answers = AskOneAndThenAll(all);

        _store.Fail(turns: 2);
        _store.Open();

        Assert.Equal(2, (await Task.WhenAll(answers.Select(Failed))).Count(failed => failed));
        Assert.Single(await HoldersAsync());

        static async Task<bool> Failed(Task<AdmissionAnswer> answer)
        {
            try
            {
                return await answer is not AdmissionAnswer.Granted;
            }
            catch (StoreUnavailableException)
            {
                return true;
            }
        }
    }

    /// <summary>The first one has the turn and waits for the store; the others stand in line.</summary>
    private List<Task<AdmissionAnswer>> AskOneAndThenAll(IReadOnlyList<Deployment> all) => [.. all.Select(deployment => AskAsync(deployment, default))];

    private Task<AdmissionAnswer> AskAsync(Deployment deployment, CancellationToken stop)
    {
        var each = new Resources(1, 1, 0);
        return _admission.AskAsync(deployment, [new Grant { Template = "t1", Inputs = "i1", Each = each, Replicas = 1, Surge = 0, Total = each, At = AChange.Start }], stop);
    }

    private async Task<IReadOnlyList<Deployment>> CreateAsync(int count)
    {
        List<Deployment> all = [];
        for (var i = 0; i < count; i++)
        {
            var change = AChange.Of(ChangeAction.Created) with { At = AChange.Start.AddSeconds(i) };
            all.Add(Assert.IsType<StoreResult<Deployment>.Stored>(await _store.CreateAsync(new DeploymentKey($"model-{i}"), ASpec.Usual, change, default)).Value);
        }
        return all;
    }

    private async Task<IEnumerable<int>> HoldersAsync() =>
        (await _store.ListAsync(default)).Where(deployment => deployment.Status.Grant is not null).Select(deployment => int.Parse(deployment.Id["model-".Length..], System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>A store that counts nothing before it is opened, and can fail to.</summary>
    private sealed class GatedStore : IDeploymentStore
    {
        private readonly InMemoryDeploymentStore _inner = new();
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _counts;
        private int _fails;

        public int Counts => _counts;

        public void Open() => _open.SetResult();

        public void Fail(int turns) => _fails = turns;

        public async Task<IReadOnlyList<Deployment>> CountAsync(string group, CancellationToken stop)
        {
            Interlocked.Increment(ref _counts);
            await _open.Task;
            return Interlocked.Decrement(ref _fails) >= 0 ? throw new StoreUnavailableException("It is away.") : await ListAsync(stop);
        }

        public Task<Deployment?> GetAsync(DeploymentKey key, CancellationToken stop) => _inner.GetAsync(key, stop);

        public Task<IReadOnlyList<Deployment>> ListAsync(CancellationToken stop) => _inner.ListAsync(stop);

        public Task<StoreResult<Deployment>> CreateAsync(DeploymentKey key, DeploymentSpec spec, Change change, CancellationToken stop) =>
            _inner.CreateAsync(key, spec, change, stop);

        public Task<StoreResult<Deployment>> UpdateSpecAsync(DeploymentKey key, DeploymentSpec spec, Change change, string expectedVersion, CancellationToken stop) =>
            _inner.UpdateSpecAsync(key, spec, change, expectedVersion, stop);

        public Task<StoreResult<Deployment>> UpdateStatusAsync(DeploymentKey key, DeploymentStatus status, string expectedVersion, CancellationToken stop) =>
            _inner.UpdateStatusAsync(key, status, expectedVersion, stop);

        public Task<StoreResult<Deployment>> MarkDeletedAsync(DeploymentKey key, Change change, string expectedVersion, CancellationToken stop) =>
            _inner.MarkDeletedAsync(key, change, expectedVersion, stop);

        public Task<StoreResult<Deployment>> ForgetAsync(DeploymentKey key, string expectedVersion, CancellationToken stop) =>
            _inner.ForgetAsync(key, expectedVersion, stop);

        public Task<DeploymentWatch> WatchAsync(CancellationToken stop) => _inner.WatchAsync(stop);
    }
}
