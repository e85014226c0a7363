namespace ModelDeploy.Core.Reconciling;

/// <summary>That passes fail: what is shown of some deployments, and done about them, is as of before.</summary>
/// <param name="Since">Since when the one fails that has failed longest.</param>
/// <param name="Because">What kept its newest pass from being finished, as a sentence.</param>
/// <param name="Deployments">How many fail now; at least one.</param>
public sealed record PassTrouble(DateTimeOffset Since, string Because, int Deployments);
