using ModelDeploy.Core.Deployments;
using ModelDeploy.Portal.Components.Deployments.Grid.Listing;

namespace ModelDeploy.Portal.Components.Deployments.Grid.Bulk;

/// <summary>Doing things to many deployments, in words.</summary>
public static class BulkWords
{
    /// <summary>The question before it.</summary>
    public static string Question(BulkPlan plan) => $"{plan.Action} {Numbers.Deployments(plan.Possible.Count)}?";

    /// <summary>What it means for them.</summary>
    public static string Consequence(DeploymentAction action) => action switch
    {
        DeploymentAction.Start => "Their replicas are started as far as the quota allows.",
        DeploymentAction.Stop => "Their replicas are ended and their endpoints stop answering until they are started again.",
        DeploymentAction.Delete => "Their replicas are ended, their endpoints stop answering, and their logs are removed. This cannot be undone.",
        DeploymentAction.Update or DeploymentAction.RollBack => throw new ArgumentOutOfRangeException(nameof(action), action, "This is not done to many."),
    };

    /// <summary>What must be typed before it, or null.</summary>
    public static string? ToType(BulkPlan plan) => plan.Action is DeploymentAction.Delete ? $"delete {plan.Possible.Count}" : null;

    /// <summary>The heading while it is done: <c>Stopping 3 deployments</c>.</summary>
    public static string Doing(DeploymentAction action, int count) => $"{Participle(action)} {Numbers.Deployments(count)}";

    /// <summary>What came of all: <c>Stop accepted for 2 of 3 deployments; 1 refused.</c></summary>
    public static string Summary(DeploymentAction action, IReadOnlyCollection<BulkOutcome> outcomes, int wanted)
    {
        var refused = outcomes.Count(outcome => outcome.Problem is not null);
        var left = wanted - outcomes.Count;
        return $"{action} accepted for {Numbers.Of(outcomes.Count - refused)} of {Numbers.Deployments(wanted)}"
            + (refused > 0 ? $"; {Numbers.Of(refused)} refused" : "")
            + (left > 0 ? $"; {Numbers.Of(left)} left as they were" : "")
            + ".";
    }

    private static string Participle(DeploymentAction action) => action switch
    {
        DeploymentAction.Start => "Starting",
        DeploymentAction.Stop => "Stopping",
        DeploymentAction.Delete => "Deleting",
        DeploymentAction.Update or DeploymentAction.RollBack => throw new ArgumentOutOfRangeException(nameof(action), action, "This is not done to many."),
    };
}
