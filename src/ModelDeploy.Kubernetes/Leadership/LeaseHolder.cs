namespace ModelDeploy.Kubernetes.Leadership;

/// <summary>The process that leads.</summary>
/// <param name="Name">The name under which it holds the lease: its machine or pod, and something that no other process has.</param>
/// <param name="HasLooked">Whether it has looked at every deployment since it leads.</param>
public sealed record LeaseHolder(string Name, bool HasLooked);
