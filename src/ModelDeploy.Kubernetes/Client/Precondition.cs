namespace ModelDeploy.Kubernetes.Client;

/// <summary>Which object exactly is meant.</summary>
/// <param name="Uid">Its uid, or null.</param>
/// <param name="ResourceVersion">Its version, or null.</param>
public sealed record Precondition(string? Uid, string? ResourceVersion = null);
