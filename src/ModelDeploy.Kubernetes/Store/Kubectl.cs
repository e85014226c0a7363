using System.Text.Json.Nodes;
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
    /// <param name="before">The revision before, or null when there was none or it is not known.</param>
    /// <param name="seenAt">When the present revision was first seen here: it is no younger.</param>
    public static Change LastChangeOf(PhDeployment deployment, PastRevision? before, DateTimeOffset seenAt)
    {
        var writer = WriterOf(deployment, before?.Spec);
        var message = deployment.Spec.UpdateMessage ?? "";
        return new Change(
            ActionOf(deployment, before?.Spec),
            writer is null ? Somebody : new PersonRef(new PersonKey(Issuer, writer.Manager), $"kubectl ({writer.Manager})"),
            TimeOf(deployment, writer, before, seenAt),
            message == before?.Spec.UpdateMessage ? "" : message);
    }

    // Whoever gives a field another value has it from then on. Only where that tells nothing do the times count: they may be of an older change.
    private static ManagedFields? WriterOf(PhDeployment deployment, PhDeploymentSpec? before)
    {
        var changed = before is null ? [] : ChangedFields(before, deployment.Spec);
        return (deployment.Metadata.ManagedFields ?? [])
            .Where(fields => fields.Manager != Labels.Manager && fields.SpecFields is not null)
            .OrderByDescending(fields => changed.Count(fields.Owns))
            .ThenByDescending(fields => fields.Time)
            .FirstOrDefault();
    }

    private static DateTimeOffset TimeOf(PhDeployment deployment, ManagedFields? writer, PastRevision? before, DateTimeOffset seenAt)
    {
        if (deployment.Revision <= 1 && deployment.Metadata.CreationTimestamp is { } created)
            return created;
        return writer?.Time is { } time && (before is null || time > before.At) ? time : seenAt;
    }

    private static List<string> ChangedFields(PhDeploymentSpec before, PhDeploymentSpec now)
    {
        var (was, @is) = (WireJson.Write(before.Redact()), WireJson.Write(now.Redact()));
        return [.. was.Select(field => field.Key).Union(@is.Select(field => field.Key)).Where(name => !JsonNode.DeepEquals(was[name], @is[name]))];
    }

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

/// <summary>A revision that another one has followed.</summary>
/// <param name="Spec">Its spec, without the values of secrets.</param>
/// <param name="At">When it was made.</param>
internal sealed record PastRevision(PhDeploymentSpec Spec, DateTimeOffset At);
