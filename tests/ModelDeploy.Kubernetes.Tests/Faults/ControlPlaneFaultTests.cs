using System.Diagnostics;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.TestKit;

namespace ModelDeploy.Kubernetes.Tests.Faults;

/// <summary>The cluster's own control plane is killed or falls silent, under a portal that works.</summary>
[Collection(FaultsOfTheClusterCollection.Name)]
public sealed class ControlPlaneFaultTests
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task An_API_server_that_is_killed_during_rollouts_costs_nothing_and_nothing_is_started_twice()
    {
        await using var lab = await FaultLab.OpenAsync(await ATestNamespace.CreateAloneAsync());
        await using var parts = TheLab.Find(lab.Place);
        string[] ids = ["first", "second", "third"];
        foreach (var id in ids)
            await lab.CreateAsync(id, FaultLab.Model(version: 1, replicas: 2));
        foreach (var id in ids)
            await lab.DeployedAsync(id);
        var before = await Task.WhenAll(ids.Select(lab.ReadAsync));

        await Task.WhenAll(ids.Select(id => lab.UpdateAsync(id, FaultLab.Model(version: 2, replicas: 2))));
        await Eventually.TrueAsync(() => lab.Witness.Ever(Kinds.ReplicaSet, ids[0]).Count == 2, "a rollout has begun");
        await parts.KillApiServerAsync();
        await Eventually.TrueAsync(() => lab.Outages.Current is not null, "the outage is told");
        foreach (var id in ids)
            Assert.NotEqual(DeploymentPhase.Failed, (await lab.ReadAsync(id))!.Phase);
        await parts.RestartApiServerAsync();

        foreach (var (id, was) in ids.Zip(before))
        {
            var now = await lab.DeployedAsync(id);
            Assert.Equal((2, 2, was!.Uid), (now.Generation, now.Status.Available, now.Uid));
            Assert.Equal(was.Status.Grant!.Each, now.Status.Grant!.Each);
            await lab.HistoryAsync(now.Uid, ChangeAction.Created, ChangeAction.Updated);
            lab.Witness.SawAskedOnce(id, 2, 2);
        }
        await Eventually.TrueAsync(() => lab.Outages.Current is null, "the outage is over");
    }

    [Fact]
    public async Task An_API_server_and_its_database_that_fall_silent_are_told_and_nothing_fails_or_is_lost()
    {
        await using var lab = await FaultLab.OpenAsync(await ATestNamespace.CreateAloneAsync());
        await using var parts = TheLab.Find(lab.Place);
        await lab.CreateAsync("kept", FaultLab.Model(replicas: 2));
        await lab.CreateAsync("asked", FaultLab.Model());
        var kept = await lab.DeployedAsync("kept");
        var asked = await lab.DeployedAsync("asked");

        var silent = Stopwatch.StartNew();
        parts.FreezeControlPlane();
        var update = lab.TryUpdateAsync("asked", FaultLab.Model(version: 2), "while it is silent");
        await Eventually.TrueAsync(() => lab.Outages.Current is not null, "the outage is told");
        var answer = Assert.IsType<CommandResult<Deployment>.Unavailable>(await update);
        await Eventually.TrueOrPassedAsync(() => false, Silence - silent.Elapsed);
        foreach (var id in new[] { "kept", "asked" })
            Assert.Equal(DeploymentPhase.Deployed, (await lab.ReadAsync(id))!.Phase);
        await parts.ThawAsync();

        await Eventually.TrueAsync(() => lab.Outages.Current is null, "the outage is over");
        var after = await lab.DeployedAsync("kept");
        Assert.Equal((kept.Uid, kept.Generation, kept.Status.Grant), (after.Uid, after.Generation, after.Status.Grant));
        Assert.Equal(kept.Status.Replicas.Select(replica => replica.Name), after.Status.Replicas.Select(replica => replica.Name));
        lab.Witness.SawOnce("kept", 2);
        // It had heard the question, and does or does not do what nobody waits for any more: whatever it is, it is done once and known.
        Assert.Contains("Whether the change was made is not known", answer.Why, StringComparison.Ordinal);
        var later = await lab.DeployedAsync("asked");
        Assert.InRange(later.Generation, 1, 2);
        await lab.HistoryAsync(asked.Uid, [ChangeAction.Created, .. Enumerable.Repeat(ChangeAction.Updated, (int)later.Generation - 1)]);
        lab.Witness.SawAskedOnce("asked", [.. Enumerable.Repeat(1, (int)later.Generation)]);
    }
}
