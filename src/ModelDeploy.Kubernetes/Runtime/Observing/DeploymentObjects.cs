using ModelDeploy.Kubernetes.Runtime.Objects;

namespace ModelDeploy.Kubernetes.Runtime.Observing;

/// <summary>Everything of ours in the cluster that belongs to one deployment.</summary>
/// <param name="Deployment">Its Deployment, or null.</param>
/// <param name="ReplicaSets">Its ReplicaSets.</param>
/// <param name="Others">Its Services and Ingresses.</param>
/// <param name="Pods">Its pods, by name.</param>
internal sealed record DeploymentObjects(ChildObject? Deployment, IReadOnlyList<ChildObject> ReplicaSets, IReadOnlyList<ChildObject> Others, IReadOnlyList<PodObject> Pods)
{
    /// <summary>The Ingress by which callers come, which is among <see cref="Others"/>; null where they come another way.</summary>
    public ChildObject? Ingress { get; init; }

    /// <summary>Whether there is anything.</summary>
    public bool Exist => Deployment is not null || ReplicaSets.Count > 0 || Others.Count > 0 || Pods.Count > 0;

    /// <summary>
    /// Whether the cluster has yet to do what the Deployment asks for: its controllers have not looked at the newest spec, or we do not
    /// see yet what they made of it.
    /// </summary>
    public bool AreBehind
    {
        get
        {
            if (Deployment is null)
                return false;
            if (Deployment.Metadata.DeletionTimestamp is not null || !Deployment.IsTakenUp || ReplicaSets.Any(set => !set.IsTakenUp || HasUnseenPods(set)))
                return true;
            return Deployment.Replicas == 0
                ? ReplicaSets.Any(set => set.Replicas > 0)
                : !CannotMakeReplicaSets && ReplicaSets.All(set => set.Template != Deployment.Template);
        }
    }

    private bool CannotMakeReplicaSets => Deployment?.Status?.Conditions?.Any(condition => condition is { Type: "Progressing", Status: "False" }) == true;

    private bool HasUnseenPods(ChildObject set) =>
        (set.Status?.Replicas ?? 0) > Pods.Count(pod => pod.Metadata.OwnerReferences?.Any(owner => owner.Uid == set.Metadata.Uid) == true);
}
