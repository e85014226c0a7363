using ModelDeploy.Core.Deployments;
using ModelDeploy.Portal.Components.Deployments.Grid.Bulk;
using ModelDeploy.Portal.Components.Deployments.Grid.Listing;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Deployments.Grid;

public sealed class SelectionTests
{
    private static readonly Deployment A = ADeployment.Named("a");
    private static readonly Deployment B = ADeployment.Named("b").Stopped().WithStatus(status => status with { ObservedGeneration = 1, Phase = DeploymentPhase.Stopped });
    private static readonly Deployment Leaving = ADeployment.Named("leaving").Deleted();

    private readonly Selection _selection = new();

    [Fact]
    public void All_are_ticked_and_then_none()
    {
        _selection.Toggle(A.Key);
        _selection.ToggleAll([A, B]);
        Assert.Equal(["a", "b"], _selection.Of([A, B]).Select(deployment => deployment.Id));

        _selection.ToggleAll([A, B]);
        Assert.Equal(0, _selection.Count);
    }

    [Fact]
    public void What_is_not_shown_any_more_is_not_selected_either()
    {
        _selection.ToggleAll([A, B]);

        _selection.Keep([B]);

        Assert.Equal(1, _selection.Count);
        Assert.False(_selection.Contains(A.Key));
    }

    [Theory]
    [InlineData(DeploymentAction.Start, "b", 2)]
    [InlineData(DeploymentAction.Stop, "a", 2)]
    [InlineData(DeploymentAction.Delete, "ab", 1)]
    public void A_plan_tells_what_is_possible_and_why_the_rest_is_not(DeploymentAction action, string possible, int refused)
    {
        var plan = BulkPlan.Of(action, [A, B, Leaving]);

        Assert.Equal(possible, string.Concat(plan.Possible.Select(deployment => deployment.Id)));
        Assert.Equal(refused, plan.Refused.Values.Sum());
        Assert.Equal(1, plan.Refused["It is being deleted."]);
    }

    [Fact]
    public void A_summary_counts_what_was_accepted_refused_and_left() => Assert.Equal(
        "Stop accepted for 1 of 1,000 deployments; 1 refused; 998 left as they were.",
        BulkWords.Summary(DeploymentAction.Stop, [new BulkOutcome(A, null), new BulkOutcome(B, "No.")], 1000));
}
