namespace ModelDeploy.Kubernetes.Client;

/// <summary>A program that a kubeconfig names for signing in.</summary>
/// <param name="Command">The program: a name on the path, or a file.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Environment">What is added to its environment.</param>
/// <param name="ApiVersion">In which version of <c>client.authentication.k8s.io</c> it speaks.</param>
/// <param name="InstallHint">How to get it, in the kubeconfig's words; may be empty.</param>
public sealed record ExecPlugin(
    string Command, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment, string ApiVersion, string InstallHint);
