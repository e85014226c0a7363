using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Portal.Manifests;

/// <summary>A deployment as a manifest of kind <c>PhDeployment</c> tells it.</summary>
/// <param name="Id">The manifest's name; null when it has none.</param>
/// <param name="Spec">What is wanted. The value of a secret is empty where the stored one is to be kept.</param>
/// <param name="UpdateMessage">Why it is changed; may be empty.</param>
public sealed record Manifest(string? Id, DeploymentSpec Spec, string UpdateMessage);
