using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Store.Wire;

/// <summary>A model served as one endpoint, as the cluster keeps it.</summary>
internal sealed record PhDeployment : ApiObject
{
    public PhDeploymentSpec Spec { get; init; } = new();

    public PhDeploymentStatus? Status { get; init; }
}
