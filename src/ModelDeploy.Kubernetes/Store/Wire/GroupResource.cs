using System.Text.Json.Nodes;
using ModelDeploy.Core.Groups;
using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Store.Wire;

/// <summary>A group, as the cluster keeps it.</summary>
internal sealed record GroupResource : ApiObject
{
    public GroupSpec Spec { get; init; } = new();
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

/// <summary>A person in a group.</summary>
internal sealed record MemberSpec(string Issuer, string Subject, string? Name, GroupRole? Role);
