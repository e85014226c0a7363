namespace ModelDeploy.Kubernetes.Client;

/// <summary>One field that the API server does not accept.</summary>
/// <param name="Field">Its path in the object (<c>spec.predictors[0].replicas</c>); may be empty.</param>
/// <param name="Message">What is wrong with it, in the server's words.</param>
public sealed record ApiCause(string Field, string Message);
