using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Portal.Components.Deployments.Grid.Bulk;

/// <summary>What came of one of many.</summary>
/// <param name="Deployment">As it was before.</param>
/// <param name="Problem">Why it was refused, or null when it was accepted.</param>
public sealed record BulkOutcome(Deployment Deployment, string? Problem);
