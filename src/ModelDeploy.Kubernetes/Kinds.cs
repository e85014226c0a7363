using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes;

/// <summary>Every kind of objects that the product reads or writes.</summary>
internal static class Kinds
{
    /// <summary>The API group of our own kinds, and their version.</summary>
    public const string OwnGroup = "primehub.io";

    private const string OwnVersion = "v1alpha1";

    public static ApiKind PhDeployment { get; } = new(OwnGroup, OwnVersion, "phdeployments", "PhDeployment");
    public static ApiKind PhDeploymentChange { get; } = new(OwnGroup, OwnVersion, "phdeploymentchanges", "PhDeploymentChange");
    public static ApiKind Group { get; } = new(OwnGroup, OwnVersion, "groups", "Group");
    public static ApiKind InstanceType { get; } = new(OwnGroup, OwnVersion, "instancetypes", "InstanceType");

    public static ApiKind Deployment { get; } = new("apps", "v1", "deployments", "Deployment");
    public static ApiKind ReplicaSet { get; } = new("apps", "v1", "replicasets", "ReplicaSet");
    public static ApiKind Service { get; } = new("", "v1", "services", "Service");
    public static ApiKind Ingress { get; } = new("networking.k8s.io", "v1", "ingresses", "Ingress");
    public static ApiKind Pod { get; } = new("", "v1", "pods", "Pod");
    public static ApiKind Secret { get; } = new("", "v1", "secrets", "Secret");
    public static ApiKind Event { get; } = new("", "v1", "events", "Event");
    public static ApiKind Lease { get; } = new("coordination.k8s.io", "v1", "leases", "Lease");
    public static ApiKind Namespace { get; } = new("", "v1", "namespaces", "Namespace", IsNamespaced: false);
}
