using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Core.Journal;

/// <summary>One accepted change of a deployment, with the full spec as it was then.</summary>
/// <param name="Number">Given by the journal, growing in the order of writing over all deployments; where to read on from.</param>
/// <param name="Uid">Which deployment.</param>
/// <param name="DeploymentId">The id that it had; by now another one may have it.</param>
/// <param name="Revision">The generation that the change made; for a delete the last one.</param>
/// <param name="Change">Who, when, what, why.</param>
/// <param name="Spec">The spec of that revision. Values of secret variables are replaced by an empty string when it leaves the store.</param>
public sealed record JournalEntry(long Number, Guid Uid, string DeploymentId, long Revision, Change Change, DeploymentSpec Spec);
