using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Local.Tests.Faults;

/// <summary>The clock of the machine is set while a deployment is under way.</summary>
public sealed class ClockFaultTests
{
    private const string WhenAllowed = "while [ ! -e go ]; do sleep 0.05; done; exec perl \"$MODEL\"";

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public async Task A_deploy_under_way_neither_fails_nor_is_done_because_of_it(int hours)
    {
        var clock = new SettableClock();
        await using var lab = await FaultLab.OpenAsync(clock: clock);
        await lab.CreateAsync(FaultLab.Script(WhenAllowed));
        var replica = (await lab.SeenAsync(deployment => deployment.Status.Replicas is [{ Problem: not null }], "it to be unready")).Status.Replicas[0];
        using var watch = await lab.Store.Deployments.WatchAsync(CancellationToken.None);

        clock.Set(TimeSpan.FromHours(hours));
        await WakeAsync(lab);
        Assert.Equal(DeploymentPhase.Deploying, (await lab.ReadAsync())!.Phase);
        await File.WriteAllTextAsync(Path.Combine(lab.WorkOf(replica.Name), "go"), "");

        await foreach (var change in watch.Changes)
        {
            if (change.Key.Id != FaultLab.Id)
                continue;
            Assert.Null(change.Deployment!.Status.Failure);
            if (change.Deployment.Phase is not DeploymentPhase.Deployed)
                continue;
            Assert.True(change.Deployment.Status.Replicas.All(seen => seen.Ready));
            break;
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public async Task What_waits_for_its_time_goes_on(int hours)
    {
        var clock = new SettableClock();
        await using var lab = await FaultLab.OpenAsync(clock: clock);
        await lab.CreateAsync(FaultLab.Tiny());
        await lab.CreateAsync(FaultLab.Script("[ -e mended ] && exec perl \"$MODEL\"; exit 3"), "again");
        await lab.CreateAsync(FaultLab.Script(WhenAllowed).WithDeadline(SpecLimits.MinDeadline), "late");
        await lab.InPhaseAsync(DeploymentPhase.Deployed);
        var waiting = await lab.SeenAsync(deployment => deployment.Status.Replicas is [{ State: ReplicaState.Waiting }], "one to wait for its restart", "again");

        clock.Set(TimeSpan.FromHours(hours));
        await File.WriteAllTextAsync(Path.Combine(lab.WorkOf(waiting.Status.Replicas[0].Name, "again"), "mended"), "");
        await lab.UpdateAsync(_ => FaultLab.Tiny(2));

        await lab.InPhaseAsync(DeploymentPhase.Deployed, "again");
        await lab.InPhaseAsync(DeploymentPhase.Deployed);
        await lab.StopAsync();
        await lab.InPhaseAsync(DeploymentPhase.Stopped);
        await lab.FailedAsync(FailureReason.NotReady, "late");
    }

    /// <summary>Waits until the controller has looked at everything again.</summary>
    private static async Task WakeAsync(FaultLab lab)
    {
        await lab.ChangeGroupAsync(group => group with { DisplayName = "Demo again" });
        await lab.CreateAsync(FaultLab.Tiny(), "second");
        await lab.InPhaseAsync(DeploymentPhase.Deployed, "second");
    }

    /// <summary>The real time, beside a wall clock that can be set.</summary>
    private sealed class SettableClock : TimeProvider
    {
        private long _offset;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _offset));

        public void Set(TimeSpan by) => Interlocked.Add(ref _offset, by.Ticks);
    }
}
