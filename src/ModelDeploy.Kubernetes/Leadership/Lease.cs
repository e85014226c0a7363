using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Leadership;

/// <summary>A Lease of the cluster: who acts, and until when nobody else may.</summary>
internal sealed record Lease : ApiObject
{
    public LeaseSpec? Spec { get; init; }
}
