namespace ModelDeploy.Kubernetes.Client;

/// <summary>That the cluster cannot be followed.</summary>
/// <param name="Kind">Which objects of it.</param>
/// <param name="Error">Why, as of the last try.</param>
/// <param name="Since">Since when.</param>
public sealed record InformerTrouble(ApiKind Kind, ApiError Error, DateTimeOffset Since);
