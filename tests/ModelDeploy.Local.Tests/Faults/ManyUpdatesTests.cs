using ModelDeploy.Core.Deployments;
using ModelDeploy.TestHost;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Local.Tests.Faults;

/// <summary>Somebody cannot decide.</summary>
public sealed class ManyUpdatesTests
{
    private const int Updates = 20;

    [Fact]
    public async Task Of_20_updates_at_once_the_last_one_wins_and_the_history_has_them_all()
    {
        await using var lab = await FaultLab.OpenAsync();
        await lab.CreateAsync(FaultLab.Tiny());
        var uid = (await lab.InPhaseAsync(DeploymentPhase.Deployed)).Uid;

        for (var i = 1; i <= Updates; i++)
        {
            var number = i;
            await lab.UpdateAsync(spec => spec.WithImage(TinyModels.Image(1 + number % TinyModels.Versions)).WithReplicas(1 + number % 2) with { Description = $"update {number}" });
        }

        var settled = await lab.InPhaseAsync(DeploymentPhase.Deployed);
        Assert.Equal((Updates + 1, $"update {Updates}"), (settled.Generation, settled.Spec.Description));
        await Eventually.TrueAsync(() => lab.Processes.Models().Count == settled.Spec.Replicas, "only the last revision to run");
        Assert.Equal(
            settled.Status.Replicas.Select(replica => replica.Name),
            lab.Processes.Models().Select(model => model.Replica).Order(StringComparer.Ordinal));
        Assert.All(settled.Status.Replicas, replica => Assert.Equal(settled.Status.Template, replica.Template));
        var history = await lab.Store.Journal.ReadAsync(uid, before: null, int.MaxValue, CancellationToken.None);
        Assert.Equal(
            Enumerable.Range(1, Updates).Select(number => $"update {number}").Prepend("").Reverse(), history.Select(entry => entry.Spec.Description));
        Assert.Equal(Enumerable.Range(1, Updates + 1).Reverse().Select(revision => (long)revision), history.Select(entry => entry.Revision));
    }
}
