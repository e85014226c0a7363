namespace ModelDeploy.Kubernetes.Client;

/// <summary>Who set fields of an object, and when.</summary>
/// <param name="Manager">The program: <c>kubectl-client-side-apply</c>.</param>
/// <param name="Operation"><c>Apply</c> or <c>Update</c>.</param>
/// <param name="Time">When it last did.</param>
public sealed record ManagedFields(string Manager, string Operation, DateTimeOffset? Time);
