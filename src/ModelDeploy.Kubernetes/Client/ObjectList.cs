namespace ModelDeploy.Kubernetes.Client;

/// <summary>All objects of a kind at one moment.</summary>
/// <typeparam name="T">The kind.</typeparam>
/// <param name="Items">The objects.</param>
/// <param name="Version">The moment: from here a watch goes on without a gap.</param>
public sealed record ObjectList<T>(IReadOnlyList<T> Items, string Version);
