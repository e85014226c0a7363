using System.Text.Json.Nodes;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Store.Wire;

/// <summary>A group, as the cluster keeps it.</summary>
internal sealed record GroupResource : ApiObject
{
    public GroupSpec Spec { get; init; } = new();

    public GroupStatus? Status { get; init; }
}

/// <summary>What controllers wrote about a group.</summary>
internal sealed record GroupStatus(AdmissionNote? Admission);

/// <summary>The newest grants of the group, written before the deployments have them, and older ones that may still be on their way.</summary>
/// <param name="Holder">The controller that counts the group's grants, by a name that no other one ever bears.</param>
/// <param name="Grants">What it gives, and what those before it may still write; null when there was nothing.</param>
internal sealed record AdmissionNote(string Holder, IReadOnlyList<GrantNote>? Grants);

/// <summary>A grant that is written next.</summary>
/// <param name="Deployment">To whom it is given.</param>
/// <param name="Version">The version of the deployment that it can still be written to.</param>
/// <param name="Total">What it is.</param>
internal sealed record GrantNote(string Deployment, string Version, Resources Total)
{
    /// <summary>Whether the grant can still be written to this deployment: a status is written only to the version that it was made from.</summary>
    public bool MayStillReach(Deployment deployment) => deployment.Id == Deployment && deployment.Version == Version;
}

/// <summary>What somebody wrote about a group.</summary>
internal sealed record GroupSpec
{
    public string? DisplayName { get; init; }

    public bool? ModelDeploymentEnabled { get; init; }

    public QuotaSpec? Quota { get; init; }

    public IReadOnlyList<MemberSpec>? Members { get; init; }
}

/// <summary>What the group may use; what is absent is unlimited. CPU and memory are quantities.</summary>
internal sealed record QuotaSpec(JsonValue? Cpu, JsonValue? Memory, int? Gpu, int? MaxDeployments);

/// <summary>A person in a group; without an origin, by hand.</summary>
internal sealed record MemberSpec(string Issuer, string Subject, string? Name, GroupRole? Role, MemberOrigin? Origin = null);
