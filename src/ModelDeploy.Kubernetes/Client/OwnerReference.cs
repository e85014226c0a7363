namespace ModelDeploy.Kubernetes.Client;

/// <summary>What owns an object: it goes when its owner goes.</summary>
/// <param name="ApiVersion">The owner's group and version.</param>
/// <param name="Kind">The owner's kind.</param>
/// <param name="Name">The owner's name.</param>
/// <param name="Uid">The owner's uid.</param>
/// <param name="Controller">Whether the owner is what steers it.</param>
public sealed record OwnerReference(string ApiVersion, string Kind, string Name, string Uid, bool? Controller = null);
