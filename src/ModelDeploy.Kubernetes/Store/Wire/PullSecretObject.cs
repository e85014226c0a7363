using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Store.Wire;

/// <summary>A Secret with credentials for a registry, of which only the name and the labels are read.</summary>
internal sealed record PullSecretObject : ApiObject;
