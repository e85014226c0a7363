using ModelDeploy.Core.Operations;

namespace ModelDeploy.Kubernetes.Leadership;

/// <summary>The process that leads.</summary>
/// <param name="Name">The name under which it holds the lease: its machine or pod, and something that no other process has.</param>
/// <param name="HasLooked">Whether it has looked at every deployment since it leads.</param>
/// <param name="Trouble">That its passes fail, as it told on the lease; null when they do not.</param>
public sealed record LeaseHolder(string Name, bool HasLooked, Outage? Trouble = null);
