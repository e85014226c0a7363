namespace ModelDeploy.Portal.Components.Deployments.Detail.Revisions;

/// <summary>One field of two specs.</summary>
/// <param name="Field">Its label.</param>
/// <param name="Before">What stood in it, or null for nothing.</param>
/// <param name="After">What stands in it, or null for nothing.</param>
public sealed record SpecDifference(string Field, string? Before, string? After)
{
    /// <summary>Whether they differ.</summary>
    public bool IsChanged => Before != After;
}
