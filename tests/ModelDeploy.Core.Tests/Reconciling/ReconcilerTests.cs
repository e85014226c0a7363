using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Reconciling;
using ModelDeploy.Core.Tests.Simulation;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;
using ModelDeploy.TestKit.Stores;

namespace ModelDeploy.Core.Tests.Reconciling;

public sealed class ReconcilerTests
{
    private static readonly DeploymentKey Iris = new("iris");

    private readonly InMemoryDeploymentStore _store = new();
    private readonly InMemoryCatalog _catalog = new([AGroup.Named().WithQuota(cpu: 4)], [AnInstanceType.Named()]);
    private readonly SimulatedRuntime _runtime = new(TimeProvider.System);
    private readonly FirstLooks _looks = new();
    private readonly ManualTime _clock = new(AChange.Start);

    private Reconciler Reconciler => new(
        _store, _catalog, _runtime, new Admission(_store, _catalog), _looks, new SpecLimits(), _clock, NullLogger<Reconciler>.Instance);

    [Fact]
    public async Task A_stop_gives_nothing_back_for_replicas_that_start_while_it_is_decided()
    {
        await DeployAsync(ASpec.Usual.WithReplicas(2));
        await ChangeAsync(spec => spec.Stopped());
        _runtime.Interrupt = AfterTheFirstLook(() => RuntimeSteps(1));

        await PassAsync();
        var during = await ReadAsync();
        await UntilQuietAsync();
        var after = await ReadAsync();

        Assert.Equal(DeploymentPhase.Stopping, during.Phase);
        Assert.NotNull(during.Status.Grant);
        Assert.Equal(DeploymentPhase.Stopped, after.Phase);
        Assert.Null(after.Status.Grant);
    }

    [Fact]
    public async Task Fewer_replicas_give_nothing_back_for_those_that_start_while_it_is_decided()
    {
        await DeployAsync(ASpec.Usual.WithReplicas(3));
        RuntimeSteps(2);
        await ChangeAsync(spec => spec.WithReplicas(1));
        _runtime.Interrupt = AfterTheFirstLook(() => RuntimeSteps(2));

        await PassAsync();

        Assert.True(_runtime.RunningOf(Iris).FitsInto((await ReadAsync()).Status.Grant!.Total));
    }

    [Fact]
    public async Task A_stop_that_the_runtime_cannot_take_keeps_the_grant()
    {
        await DeployAsync(ASpec.Usual);
        await ChangeAsync(spec => spec.Stopped());
        _runtime.Interrupt = AfterTheFirstLook(() => _runtime.UnreachableBecause = "connection refused");

        await PassAsync();

        Assert.NotNull((await ReadAsync()).Status.Grant);
    }

    [Fact]
    public async Task A_revision_that_cannot_run_says_which_one_still_serves()
    {
        await DeployAsync(ASpec.Usual);
        await UntilQuietAsync();
        await ChangeAsync(spec => spec.WithInstanceType("gone"));

        await PassAsync();

        var failed = await ReadAsync();
        Assert.Equal((DeploymentPhase.Failed, 0), (failed.Phase, failed.Status.Updated));
        Assert.EndsWith("Revision 1 still serves.", failed.Status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_that_is_taken_back_before_the_runtime_took_it_up_leaves_nobody_waiting()
    {
        await DeployAsync(ASpec.Usual);
        await UntilQuietAsync();
        await ChangeAsync(spec => spec.WithReplicas(2));
        await PassAsync();
        await PassAsync();

        await ChangeAsync(spec => spec.WithReplicas(1));
        await PassAsync();

        Assert.Equal(DeploymentPhase.Deployed, (await ReadAsync()).Phase);
    }

    [Fact]
    public async Task A_rollout_ends_deployed_however_many_passes_come_between_the_steps_of_the_runtime()
    {
        await DeployAsync(ASpec.Usual);
        await UntilQuietAsync();
        await ChangeAsync(spec => spec.WithImage("modeldeploy/iris:2.0"));
        await PassAsync();
        await PassAsync();

        while (_runtime.Step(Iris))
        {
            await PassAsync();
            await PassAsync();
        }

        var deployed = await ReadAsync();
        Assert.Equal((DeploymentPhase.Deployed, 0), (deployed.Phase, deployed.Status.Grant!.Surge));
    }

    [Fact]
    public async Task A_grant_takes_the_failure_with_it_that_it_ends()
    {
        var group = (await _catalog.ReadAsync(default)).Group("demo")!;
        await _catalog.SaveGroupAsync(group with { Quota = group.Quota with { Cpu = 0 } }, default);
        await _store.CreateAsync(Iris, ASpec.Usual, AChange.Of(ChangeAction.Created), default);
        await PassAsync();
        var refused = await ReadAsync();
        group = (await _catalog.ReadAsync(default)).Group("demo")!;
        await _catalog.SaveGroupAsync(group with { Quota = group.Quota with { Cpu = 4 } }, default);

        await PassAsync();
        _runtime.UnreachableBecause = "connection refused";
        await PassAsync();

        var granted = await ReadAsync();
        Assert.Equal(FailureReason.QuotaExceeded, refused.Status.Failure?.Reason);
        Assert.NotNull(granted.Status.Grant);
        Assert.Equal((DeploymentPhase.Deploying, null), (granted.Phase, granted.Status.Failure));
    }

    [Fact]
    public async Task What_a_step_stirs_up_is_let_settle_before_it_is_told_unless_it_changes_what_people_read()
    {
        await _store.CreateAsync(Iris, ASpec.Usual, AChange.Of(ChangeAction.Created), default);
        _runtime.Stirs = true;
        Assert.IsType<Next.Again>(await Reconciler.RunAsync(Iris, default));
        var granted = await ReadAsync();

        Assert.IsType<Next.WhenSettled>(await Reconciler.RunAsync(Iris, default));
        Assert.Equal((granted.Version, DeploymentPhase.Deploying), ((await ReadAsync()).Version, granted.Phase));
        Assert.True(_looks.Cover(granted));

        _runtime.Rejection = new Failure(FailureReason.RuntimeRejected, "No.", [], "");
        Assert.IsNotType<Next.WhenSettled>(await Reconciler.RunAsync(Iris, default));
        Assert.Equal(FailureReason.RuntimeRejected, (await ReadAsync()).Status.Failure?.Reason);
    }

    private async Task DeployAsync(DeploymentSpec spec)
    {
        await _store.CreateAsync(Iris, spec, AChange.Of(ChangeAction.Created), default);
        await PassAsync();
        await PassAsync();
    }

    private async Task ChangeAsync(Func<DeploymentSpec, DeploymentSpec> change)
    {
        var stored = await ReadAsync();
        await _store.UpdateSpecAsync(Iris, change(stored.Spec), AChange.Of(ChangeAction.Updated), stored.Version, default);
    }

    /// <summary>Lets something happen once, after the runtime was observed and before anything else is asked of it.</summary>
    private static Action AfterTheFirstLook(Action happen)
    {
        var calls = 0;
        return () =>
        {
            if (++calls == 2)
                happen();
        };
    }

    private void RuntimeSteps(int count)
    {
        for (var i = 0; i < count; i++)
            _runtime.Step(Iris);
    }

    private async Task UntilQuietAsync()
    {
        while (_runtime.Step(Iris))
            await PassAsync();
    }

    private Task PassAsync() => Reconciler.RunAsync(Iris, default);

    private async Task<Deployment> ReadAsync() => (await _store.GetAsync(Iris, default))!;
}
