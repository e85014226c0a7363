using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Store.Wire;

/// <summary>A model served as one endpoint, as the cluster keeps it.</summary>
internal sealed record PhDeployment : ApiObject
{
    public PhDeploymentSpec Spec { get; init; } = new();

    public PhDeploymentStatus? Status { get; init; }

    /// <summary>Which spec it is, counted from 1. The API server counts a deletion that has to wait (for a finalizer) as one more.</summary>
    public long Revision => Metadata.DeletionTimestamp is null ? Metadata.Generation : Math.Max(1, Metadata.Generation - 1);
}
