namespace ModelDeploy.Kubernetes.Client;

/// <summary>Which objects of a kind are meant.</summary>
/// <param name="Labels">A label selector (<c>app=model,tier</c>), or null.</param>
/// <param name="Fields">A field selector (<c>type=kubernetes.io/dockerconfigjson</c>), or null.</param>
public sealed record Selector(string? Labels = null, string? Fields = null);
