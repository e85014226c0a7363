using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Core.Reconciling;

/// <summary>What an assessment found.</summary>
/// <param name="Status">The status that should be stored.</param>
/// <param name="LookAgainAt">When to look again even if nothing changes, or null.</param>
/// <param name="Finished">Whether a delete is complete, so that the record can go.</param>
public sealed record Verdict(DeploymentStatus Status, DateTimeOffset? LookAgainAt = null, bool Finished = false);
