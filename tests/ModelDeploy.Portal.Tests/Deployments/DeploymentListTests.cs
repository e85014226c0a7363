using ModelDeploy.Core.Deployments;
using ModelDeploy.Portal.Components.Deployments.Grid;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Deployments;

public sealed class DeploymentListTests
{
    private readonly DeploymentList _list = new();

    [Fact]
    public void Cells_keep_their_place_while_they_change()
    {
        _list.Load([Created("old", minute: 0), Created("new", minute: 5)]);
        var changed = Created("old", minute: 0) with { LastChange = AChange.Of(ChangeAction.Updated).WithTime(AChange.Start.AddHours(1)) };

        _list.Fold([new DeploymentChange(changed.Key, changed)]);

        Assert.Equal(["new", "old"], _list.Matching(DeploymentFilter.None).Select(deployment => deployment.Id));
    }

    [Fact]
    public void What_is_gone_leaves()
    {
        _list.Load([Created("iris", minute: 0)]);

        _list.Fold([new DeploymentChange(new DeploymentKey("iris"), null), new DeploymentChange(new DeploymentKey("unknown"), null)]);

        Assert.Equal(0, _list.Count);
    }

    [Fact]
    public void Counts_leave_the_chosen_status_aside_but_not_the_search()
    {
        _list.Load([Created("a", 0), Created("b", 1), Created("c", 2).WithStatus(status => status with { ObservedGeneration = 1, Phase = DeploymentPhase.Failed })]);

        var counts = _list.CountsPerPhase(new DeploymentFilter("", DeploymentPhase.Failed, null));

        Assert.Equal(2, counts[DeploymentPhase.Deploying]);
        Assert.Equal(1, counts[DeploymentPhase.Failed]);
        Assert.Equal(Enum.GetValues<DeploymentPhase>(), counts.Keys);
        Assert.Equal(0, _list.CountsPerPhase(new DeploymentFilter("nothing", null, null)).Values.Sum());
    }

    private static Deployment Created(string id, int minute) =>
        ADeployment.Named(id) with { Created = AChange.Of(ChangeAction.Created).WithTime(AChange.Start.AddMinutes(minute)) };
}
