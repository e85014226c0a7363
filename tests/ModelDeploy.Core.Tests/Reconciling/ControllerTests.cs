using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Core.Tests.Reconciling;

public sealed class ControllerTests
{
    [Fact]
    public async Task A_created_deployment_becomes_deployed_holding_its_grant()
    {
        await using var world = await new ControllerWorld().StartAsync();

        var created = await world.CreateAsync("iris", spec => spec.WithReplicas(2));
        var deployed = await world.UntilAsync("iris", DeploymentPhase.Deployed);

        Assert.Equal(DeploymentPhase.Deploying, created.Phase);
        Assert.Equal(2, deployed.Status.Available);
        Assert.Equal(1m, deployed.Status.Grant!.Total.Cpu);
    }

    [Fact]
    public async Task Nothing_is_applied_before_the_grant_is_stored()
    {
        await using var world = new ControllerWorld();
        world.Runtime.BecomesReady = false;
        await world.StartAsync();

        await world.CreateAsync("iris");
        await world.UntilAsync("iris", deployment => deployment.Status.Replicas.Count == 1, "a replica");

        var applied = Assert.Single(world.Runtime.Applied);
        Assert.Equal(applied.Workload.Template.Hash, world.Feed.Find(ControllerWorld.Admin, "iris")!.Status.Grant?.Template);
    }

    [Fact]
    public async Task Stop_start_and_delete_go_all_the_way()
    {
        await using var world = await new ControllerWorld().StartAsync();
        await world.CreateAsync("iris");
        await world.UntilAsync("iris", DeploymentPhase.Deployed);

        await world.Commands.StopAsync(ControllerWorld.Admin, "iris", default);
        var stopped = await world.UntilAsync("iris", DeploymentPhase.Stopped);
        await world.Commands.StartAsync(ControllerWorld.Admin, "iris", default);
        await world.UntilAsync("iris", DeploymentPhase.Deployed);
        await world.Commands.DeleteAsync(ControllerWorld.Admin, "iris", default);
        await world.UntilGoneAsync("iris");

        Assert.Null(stopped.Status.Grant);
        Assert.Empty(await world.Runtime.ListAsync(default));
        Assert.Equal(
            [ChangeAction.Deleted, ChangeAction.Started, ChangeAction.Stopped, ChangeAction.Created],
            (await world.Store.Journal.ReadAsync(stopped.Uid, null, 10, default)).Select(entry => entry.Change.Action));
    }

    [Fact]
    public async Task What_no_deployment_claims_is_removed_on_the_first_sweep()
    {
        await using var world = new ControllerWorld();
        world.Runtime.Show(new DeploymentKey("stranger"), Seen.Replicas(Seen.Of("t", 1)));

        await world.StartAsync();

        Assert.Empty(await world.Runtime.ListAsync(default));
    }

    [Fact]
    public async Task Room_that_appears_goes_to_the_oldest_that_waits()
    {
        await using var world = await new ControllerWorld(AGroup.Named().WithQuota(cpu: 1)).StartAsync();
        await world.CreateAsync("first", spec => spec.WithReplicas(2));
        await world.UntilAsync("first", DeploymentPhase.Deployed);
        await StoreDirectlyAsync(world, "older");
        var older = await world.UntilAsync("older", DeploymentPhase.Failed);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await StoreDirectlyAsync(world, "younger");
        await world.UntilAsync("younger", DeploymentPhase.Failed);

        await world.Commands.UpdateAsync(ControllerWorld.Admin, "first", ASpec.Usual.WithReplicas(1), "", null, default);
        await world.UntilAsync("older", DeploymentPhase.Deployed);

        Assert.Equal(FailureReason.QuotaExceeded, older.Status.Failure?.Reason);
        Assert.Equal(FailureReason.QuotaExceeded, world.Feed.Find(ControllerWorld.Admin, "younger")!.Status.Failure?.Reason);
    }

    [Fact]
    public async Task A_group_that_is_switched_off_releases_all_and_brings_it_back()
    {
        await using var world = await new ControllerWorld().StartAsync();
        var groups = new GroupCommands(world.Catalog, world.Store, new TestKit.Stores.InMemoryIdentityStore(), TestKit.Builders.AnAudit.Into());
        await world.CreateAsync("iris");
        await world.UntilAsync("iris", DeploymentPhase.Deployed);

        await groups.SetModelDeploymentAsync(ControllerWorld.Admin, "demo", false, default);
        var off = await world.UntilAsync("iris", deployment => deployment is { Phase: DeploymentPhase.Failed, Status.Grant: null }, "released");
        await groups.SetModelDeploymentAsync(ControllerWorld.Admin, "demo", true, default);
        await world.UntilAsync("iris", DeploymentPhase.Deployed);

        Assert.Equal(FailureReason.GroupDisabled, off.Status.Failure?.Reason);
        Assert.Empty(off.Status.Replicas);
    }

    [Fact]
    public async Task The_deadline_fails_what_never_becomes_ready_and_a_late_replica_heals_it()
    {
        await using var world = new ControllerWorld();
        world.Runtime.BecomesReady = false;
        await world.StartAsync();
        await world.CreateAsync("slow", spec => spec.WithDeadline(TimeSpan.FromSeconds(30)));
        var starting = await world.UntilAsync("slow", deployment => deployment.Status.Replicas.Count == 1, "a replica");

        world.Clock.Advance(TimeSpan.FromSeconds(31));
        var failed = await world.UntilAsync("slow", DeploymentPhase.Failed);
        var replica = starting.Status.Replicas[0];
        world.Runtime.Show(starting.Key, Seen.Replicas(replica with { Ready = true, State = ReplicaState.Running }));
        await world.UntilAsync("slow", DeploymentPhase.Deployed);

        Assert.Equal(FailureReason.DeadlineExceeded, failed.Status.Failure?.Reason);
    }

    [Fact]
    public async Task An_unreachable_runtime_is_asked_again_and_never_counts_as_failed()
    {
        await using var world = new ControllerWorld();
        world.Runtime.UnreachableBecause = "connection refused";
        await world.StartAsync();

        await world.CreateAsync("iris");
        var unknown = await world.UntilAsync("iris", deployment => deployment.Status.UnknownSince is not null, "unknown");
        world.Runtime.UnreachableBecause = null;
        world.Clock.Advance(TimeSpan.FromSeconds(6));
        await world.UntilAsync("iris", DeploymentPhase.Deployed);

        Assert.Equal(DeploymentPhase.Deploying, unknown.Phase);
    }

    [Fact]
    public async Task After_a_start_nothing_counts_as_deployed_until_it_was_looked_at()
    {
        await using var world = new ControllerWorld();
        var key = new DeploymentKey("iris");
        await world.Store.CreateAsync(key, ASpec.Usual, AChange.Of(ChangeAction.Created), default);
        var stored = (await world.Store.GetAsync(key, default))!;
        await world.Store.UpdateStatusAsync(
            key, stored.Status with { ObservedGeneration = 1, Phase = DeploymentPhase.Deployed, Replicas = [Seen.Replica("a", "t")] }, stored.Version, default);
        world.Runtime.UnreachableBecause = "starting";

        await world.StartAsync();
        var before = world.Feed.Find(ControllerWorld.Admin, "iris")!;
        world.Runtime.UnreachableBecause = null;
        world.Clock.Advance(TimeSpan.FromSeconds(6));
        await world.UntilAsync("iris", DeploymentPhase.Deployed);

        Assert.Equal(DeploymentPhase.Deploying, before.Phase);
        Assert.DoesNotContain(before.Status.Replicas, replica => replica.Ready);
    }

    [Fact]
    public async Task A_steady_state_writes_nothing()
    {
        await using var world = await new ControllerWorld().StartAsync();
        await world.CreateAsync("iris");
        var deployed = await world.UntilAsync("iris", DeploymentPhase.Deployed);

        var reconciler = new Core.Reconciling.Reconciler(
            world.Store, world.Catalog, world.Runtime, new Core.Reconciling.Admission(world.Store, world.Catalog), world.Looks,
            new SpecLimits(), world.Clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<Core.Reconciling.Reconciler>.Instance);
        await reconciler.RunAsync(deployed.Key, default);

        Assert.Equal(deployed.Version, (await world.Store.GetAsync(deployed.Key, default))!.Version);
    }

    private static Task StoreDirectlyAsync(ControllerWorld world, string id) => world.Store.CreateAsync(
        new DeploymentKey(id), ASpec.Usual, AChange.Of(ChangeAction.Created).WithTime(world.Clock.GetUtcNow()), default);
}
