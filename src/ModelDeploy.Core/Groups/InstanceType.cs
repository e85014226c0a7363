using ModelDeploy.Core.Quotas;

namespace ModelDeploy.Core.Groups;

/// <summary>A named amount of CPU, memory and GPU for one replica. Requests equal limits.</summary>
public sealed record InstanceType
{
    /// <summary>The extended resource of most GPUs.</summary>
    public const string UsualGpuResource = "nvidia.com/gpu";

    /// <summary>Immutable name, same rule as a group's.</summary>
    public required string Name { get; init; }

    /// <summary>The name shown to people.</summary>
    public required string DisplayName { get; init; }

    /// <summary>What it is good for; may be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>What one replica takes.</summary>
    public required Resources Resources { get; init; }

    /// <summary>The extended resource that <c>Resources.Gpu</c> counts.</summary>
    public string GpuResource { get; init; } = UsualGpuResource;

    /// <summary>Node labels that a replica's node must carry (cluster only).</summary>
    public EquatableList<NodeLabel> NodeSelector { get; init; }

    /// <summary>Node taints that a replica tolerates (cluster only).</summary>
    public EquatableList<Toleration> Tolerations { get; init; }

    /// <summary>The groups that may use it; empty means every group.</summary>
    public EquatableList<string> Groups { get; init; }

    /// <summary>The catalog's version of this record, expected back on every write; empty before the first.</summary>
    public string Version { get; init; } = "";

    /// <summary>Whether this group may use it.</summary>
    public bool IsFor(string group) => Groups.Count == 0 || Groups.Contains(group);
}

/// <summary>A label that a node must carry.</summary>
public sealed record NodeLabel(string Name, string Value);

/// <summary>A taint that may be tolerated, in Kubernetes' terms; null fields match everything.</summary>
/// <param name="Key">The taint's key; null for every one.</param>
/// <param name="Operator"><c>Exists</c>, or <c>Equal</c>, which null means too.</param>
/// <param name="Value">The taint's value; not with <c>Exists</c>.</param>
/// <param name="Effect"><c>NoSchedule</c>, <c>PreferNoSchedule</c> or <c>NoExecute</c>; null for each of them.</param>
/// <param name="TolerationSeconds">How long a replica stays on a node that gets a <c>NoExecute</c> taint; null for ever.</param>
public sealed record Toleration(string? Key, string? Operator, string? Value, string? Effect, long? TolerationSeconds = null)
{
    /// <summary>The taint bears this value.</summary>
    public const string Equal = "Equal";

    /// <summary>The taint is there, whatever its value.</summary>
    public const string Exists = "Exists";

    /// <summary>What a taint can do to replicas, in Kubernetes' words.</summary>
    public static IReadOnlyList<string> Effects { get; } = ["NoSchedule", "PreferNoSchedule", NoExecute];

    /// <summary>The effect that also ends what runs.</summary>
    public const string NoExecute = "NoExecute";
}
