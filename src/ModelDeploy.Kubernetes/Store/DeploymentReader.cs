using System.Globalization;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Texts;
using ModelDeploy.Kubernetes.Store.Wire;

namespace ModelDeploy.Kubernetes.Store;

/// <summary>A custom resource as the product's deployment. Pure.</summary>
internal static class DeploymentReader
{
    /// <summary>The deployment.</summary>
    /// <param name="found">The object.</param>
    /// <param name="revisedBy">The change that made its present revision.</param>
    /// <param name="foreign">Reads the status of somebody else's operator; null for our own.</param>
    public static Deployment Read(PhDeployment found, Change revisedBy, ForeignStatus? foreign = null)
    {
        var (spec, errors) = SpecMapping.Read(found.Spec);
        if (found.Status?.GroupName is { } owner && owner != spec.Group)
        {
            errors = [.. errors, new FieldError("group", ClusterTexts.GroupImmutable.With(owner, spec.Group))];
            spec = spec with { Group = owner };
        }
        var deletion = ChangeNote.DeletionOf(found);
        return new Deployment
        {
            Key = new DeploymentKey(found.Metadata.Name),
            Uid = Guid.Parse(found.Metadata.Uid, CultureInfo.InvariantCulture),
            Spec = spec,
            SpecErrors = errors,
            Generation = found.Revision,
            Status = foreign?.Read(found) ?? StatusMapping.Read(found.Status),
            Created = ChangeNote.On(found)?.Created ?? (found.Revision == 1 ? revisedBy : Creation(found)),
            LastChange = deletion ?? revisedBy,
            Deletion = deletion,
            Version = found.Metadata.ResourceVersion,
        };
    }

    // Who made it stands nowhere any more; whoever has written it since may be that one.
    private static Change Creation(PhDeployment found)
    {
        var at = found.Metadata.CreationTimestamp ?? DateTimeOffset.UnixEpoch;
        return Kubectl.LastChangeOf(found, before: null, at) with { Action = ChangeAction.Created, At = at, Message = "" };
    }
}
