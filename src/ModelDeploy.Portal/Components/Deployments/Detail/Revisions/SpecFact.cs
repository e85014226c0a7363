namespace ModelDeploy.Portal.Components.Deployments.Detail.Revisions;

/// <summary>One field of a spec in words.</summary>
/// <param name="Field">Its label; entries of lists have one each: <c>Metadata owner</c>.</param>
/// <param name="Value">What stands in it, or null when nothing does. Never the value of a secret.</param>
public sealed record SpecFact(string Field, string? Value);
