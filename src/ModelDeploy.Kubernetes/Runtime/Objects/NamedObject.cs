using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Runtime.Objects;

/// <summary>An object of which nothing but its name, labels and owners is read.</summary>
internal sealed record NamedObject : ApiObject;
