using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Portal.Components.Deployments.Grid.Bulk;

/// <summary>What doing one thing to many deployments will come to, as far as their phases tell.</summary>
/// <param name="Action">Start, stop or delete.</param>
/// <param name="Possible">To which it can be done.</param>
/// <param name="Refused">How many it cannot be done to, per reason.</param>
public sealed record BulkPlan(DeploymentAction Action, IReadOnlyList<Deployment> Possible, IReadOnlyDictionary<string, int> Refused)
{
    /// <summary>The plan for these.</summary>
    public static BulkPlan Of(DeploymentAction action, IReadOnlyList<Deployment> selected)
    {
        var answers = selected.ToLookup(deployment => AllowedActions.WhyNot(deployment, action) ?? "");
        return new BulkPlan(action, [.. answers[""]], answers.Where(answer => answer.Key.Length > 0).ToDictionary(answer => answer.Key, answer => answer.Count()));
    }
}
