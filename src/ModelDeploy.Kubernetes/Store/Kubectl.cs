using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Store.Wire;

namespace ModelDeploy.Kubernetes.Store;

/// <summary>What can be told of changes that did not come through our commands. Pure.</summary>
internal static class Kubectl
{
    private const string Issuer = "kubectl";

    /// <summary>Who deleted what is gone: the cluster does not say.</summary>
    public static PersonRef Somebody { get; } = new(new PersonKey(Issuer, Issuer), Issuer);

    /// <summary>The change that made the present spec, as far as the object tells.</summary>
    /// <param name="deployment">The object.</param>
    /// <param name="before">The spec of the revision before, or null when there was none or it is not known.</param>
    public static Change LastChangeOf(PhDeployment deployment, PhDeploymentSpec? before)
    {
        var writer = WriterOf(deployment);
        var message = deployment.Spec.UpdateMessage ?? "";
        return new Change(
            ActionOf(deployment, before),
            writer is null ? Somebody : new PersonRef(new PersonKey(Issuer, writer.Manager), $"kubectl ({writer.Manager})"),
            (deployment.Revision > 1 ? writer?.Time : null) ?? deployment.Metadata.CreationTimestamp ?? DateTimeOffset.UnixEpoch,
            message == before?.UpdateMessage ? "" : message);
    }

    private static ManagedFields? WriterOf(PhDeployment deployment) => (deployment.Metadata.ManagedFields ?? [])
        .Where(fields => fields.Manager != Labels.Manager && fields.OwnsSpec)
        .MaxBy(fields => fields.Time);

    private static ChangeAction ActionOf(PhDeployment deployment, PhDeploymentSpec? before)
    {
        if (deployment.Revision <= 1)
            return ChangeAction.Created;
        if (before is null)
            return ChangeAction.Updated;
        var (was, now) = (SpecMapping.Read(before.Redact()).Spec, SpecMapping.Read(deployment.Spec.Redact()).Spec);
        return was.Stop == now.Stop || was with { Stop = now.Stop } != now ? ChangeAction.Updated
            : now.Stop ? ChangeAction.Stopped
            : ChangeAction.Started;
    }
}
