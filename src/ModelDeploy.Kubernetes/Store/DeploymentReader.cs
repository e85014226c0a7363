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
    /// <param name="before">The spec of the revision before, for telling what somebody did to it by hand; or null.</param>
    /// <param name="foreign">Reads the status of somebody else's operator; null for our own.</param>
    public static Deployment Read(PhDeployment found, PhDeploymentSpec? before, ForeignStatus? foreign = null)
    {
        var (spec, errors) = SpecMapping.Read(found.Spec);
        if (found.Status?.GroupName is { } owner && owner != spec.Group)
        {
            errors = [.. errors, new FieldError("group", ClusterTexts.GroupImmutable.With(owner, spec.Group))];
            spec = spec with { Group = owner };
        }
        var revisedBy = RevisionOf(found, before);
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

    /// <summary>The change that made the present revision: as its note says, else as the object tells.</summary>
    public static Change RevisionOf(PhDeployment found, PhDeploymentSpec? before) =>
        ChangeNote.On(found) is { } note && note.Generation == found.Revision ? note.Change : Kubectl.LastChangeOf(found, before);

    private static Change Creation(PhDeployment found) => Kubectl.LastChangeOf(found, before: null) with
    {
        Action = ChangeAction.Created,
        At = found.Metadata.CreationTimestamp ?? DateTimeOffset.UnixEpoch,
        Message = "",
    };
}
