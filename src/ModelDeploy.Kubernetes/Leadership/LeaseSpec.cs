namespace ModelDeploy.Kubernetes.Leadership;

/// <summary>What a Lease says. Its times are those of the holder's clock and are shown, never reckoned with.</summary>
/// <param name="HolderIdentity">Who holds it; null or empty when nobody does.</param>
/// <param name="LeaseDurationSeconds">How long it holds after its last change.</param>
/// <param name="LeaseTransitions">How often it changed hands.</param>
internal sealed record LeaseSpec(string? HolderIdentity = null, int? LeaseDurationSeconds = null, int? LeaseTransitions = null);
