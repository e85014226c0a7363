using System.Text.Json.Nodes;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Kubernetes.Store.Wire;

namespace ModelDeploy.Kubernetes.Store;

/// <summary>Groups, instance types and pull secrets of the cluster as the product's, and back. Pure.</summary>
internal static class CatalogMapping
{
    /// <summary>The group. An amount that cannot be read counts as none: nothing is given for it.</summary>
    public static Group Read(GroupResource found) => new()
    {
        Name = found.Metadata.Name,
        DisplayName = found.Spec.DisplayName ?? found.Metadata.Name,
        ModelDeploymentEnabled = found.Spec.ModelDeploymentEnabled ?? false,
        Quota = found.Spec.Quota is { } quota
            ? new Quota(AmountOf(quota.Cpu), (long?)AmountOf(quota.Memory), quota.Gpu, quota.MaxDeployments)
            : Quota.Unlimited,
        Members = (found.Spec.Members ?? [])
            .Select(member => new GroupMember(new PersonKey(member.Issuer, member.Subject), member.Name ?? member.Subject, member.Role ?? GroupRole.Member, member.Origin ?? MemberOrigin.ByHand))
            .ToEquatableList(),
        Version = VersionOf(found),
    };

    /// <summary>The version of what people wrote about the group: what controllers write about it does not change it.</summary>
    public static string VersionOf(GroupResource found) => $"{found.Metadata.Uid}/{found.Metadata.Generation}";

    /// <summary>The group as the cluster keeps it.</summary>
    public static GroupSpec Write(Group group) => new()
    {
        DisplayName = group.DisplayName,
        ModelDeploymentEnabled = group.ModelDeploymentEnabled,
        Quota = new QuotaSpec(
            group.Quota.Cpu is { } cpu ? JsonValue.Create(Quantity.Cpu(cpu)) : null,
            group.Quota.Memory is { } memory ? JsonValue.Create(Quantity.Memory(memory)) : null,
            group.Quota.Gpu, group.Quota.MaxDeployments),
        Members = [.. group.Members.Select(member => new MemberSpec(member.Person.Issuer, member.Person.Subject, member.Name, member.Role, member.Origin is MemberOrigin.ByHand ? null : member.Origin))],
    };

    /// <summary>The instance type. Amounts that cannot be read are 0, with which nothing can be deployed.</summary>
    public static InstanceType Read(InstanceTypeResource found)
    {
        var spec = found.Spec;
        return new InstanceType
        {
            Name = found.Metadata.Name,
            DisplayName = spec.DisplayName ?? found.Metadata.Name,
            Description = spec.Description ?? "",
            Resources = new Resources(spec.Cpu ?? 0, (long)(AmountOf(spec.Memory) ?? 0), spec.Gpu ?? spec.NvidiaGpu ?? 0),
            GpuResource = spec.GpuResource ?? InstanceType.UsualGpuResource,
            NodeSelector = (spec.NodeSelector ?? new Dictionary<string, string>()).OrderBy(label => label.Key, StringComparer.Ordinal)
                .Select(label => new NodeLabel(label.Key, label.Value)).ToEquatableList(),
            Tolerations = (spec.Tolerations ?? []).ToEquatableList(),
            Groups = (spec.Groups ?? []).ToEquatableList(),
            Version = found.Metadata.ResourceVersion,
        };
    }

    /// <summary>The instance type as the cluster keeps it. Requests equal limits.</summary>
    public static InstanceTypeSpec Write(InstanceType type)
    {
        var memory = Quantity.Memory(type.Resources.Memory);
        var isUsualGpu = type.GpuResource == InstanceType.UsualGpuResource;
        return new InstanceTypeSpec
        {
            DisplayName = type.DisplayName,
            Description = WireJson.NullIfEmpty(type.Description),
            Cpu = type.Resources.Cpu,
            Memory = JsonValue.Create(memory),
            NvidiaGpu = isUsualGpu ? type.Resources.Gpu : null,
            RequestedCpu = type.Resources.Cpu,
            RequestedMemory = JsonValue.Create(memory),
            Gpu = isUsualGpu ? null : type.Resources.Gpu,
            GpuResource = isUsualGpu ? null : type.GpuResource,
            NodeSelector = type.NodeSelector.ToDictionary(label => label.Name, label => label.Value, StringComparer.Ordinal),
            Tolerations = [.. type.Tolerations],
            Groups = [.. type.Groups],
        };
    }

    /// <summary>The pull secret; without a label of a group it is for all.</summary>
    public static PullSecret Read(PullSecretObject found) => new(found.Metadata.Name, found.Metadata.Labels?.GetValueOrDefault(Labels.Group));

    private static decimal? AmountOf(JsonValue? quantity) => quantity is null ? null : Quantity.Parse(quantity.ToString()) ?? 0;
}
