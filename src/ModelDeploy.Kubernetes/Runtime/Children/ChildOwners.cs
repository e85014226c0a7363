using ModelDeploy.Core.Deployments;
using ModelDeploy.Kubernetes.Runtime.Objects;

namespace ModelDeploy.Kubernetes.Runtime.Children;

/// <summary>Whose an object of the name of one of our children is.</summary>
internal enum ChildOwner
{
    /// <summary>This deployment's.</summary>
    Ours,

    /// <summary>An earlier deployment's of the same id: it is about to go.</summary>
    Leftover,

    /// <summary>Somebody else's.</summary>
    Foreign,
}

/// <summary>Tells it. Pure.</summary>
internal static class ChildOwners
{
    /// <summary>Whose it is.</summary>
    /// <param name="live">The object.</param>
    /// <param name="key">The deployment that it may be a child of.</param>
    /// <param name="uid">That deployment's uid.</param>
    public static ChildOwner Of(ChildObject live, DeploymentKey key, Guid uid)
    {
        var owners = live.Metadata.OwnerReferences ?? [];
        if (owners.Any(owner => owner.Uid == uid.ToString()))
            return ChildOwner.Ours;
        if (owners.Any(owner => owner.Kind == Kinds.PhDeployment.Kind && owner.Name == key.Id))
            return ChildOwner.Leftover;
        var isLabelled = live.Metadata.Labels?.GetValueOrDefault(Labels.ManagedBy) == Labels.Manager && live.Metadata.Labels?.GetValueOrDefault(Labels.Deployment) == key.Id;
        return isLabelled && !owners.Any(owner => owner.Controller == true) ? ChildOwner.Ours : ChildOwner.Foreign;
    }
}
