namespace ModelDeploy.Portal.Components.Deployments.Detail.TryIt;

/// <summary>What a model was found to speak.</summary>
/// <param name="Examples">A request for each protocol, the best first; never empty.</param>
/// <param name="IsRecognised">Whether the model answered to any of them; else the example is a guess.</param>
public sealed record DetectedProtocols(IReadOnlyList<ProtocolExample> Examples, bool IsRecognised);
