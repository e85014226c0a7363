namespace ModelDeploy.Kubernetes.Client;

/// <summary>The way to the cluster is not described so that it can be used; the message says what to mend.</summary>
public sealed class ClusterAccessException(string message, Exception? cause = null) : Exception(message, cause);
