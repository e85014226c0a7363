using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ModelDeploy.Core.Groups;
using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Store.Wire;

/// <summary>An instance type, as the cluster keeps it.</summary>
internal sealed record InstanceTypeResource : ApiObject
{
    public InstanceTypeSpec Spec { get; init; } = new();
}

/// <summary>What somebody wrote about an instance type, in PrimeHub's shape.</summary>
internal sealed record InstanceTypeSpec
{
    public string? DisplayName { get; init; }

    public string? Description { get; init; }

    [JsonPropertyName("limits.cpu")]
    public decimal? Cpu { get; init; }

    [JsonPropertyName("limits.memory")]
    public JsonValue? Memory { get; init; }

    [JsonPropertyName("limits.nvidia.com/gpu")]
    public int? NvidiaGpu { get; init; }

    [JsonPropertyName("requests.cpu")]
    public decimal? RequestedCpu { get; init; }

    [JsonPropertyName("requests.memory")]
    public JsonValue? RequestedMemory { get; init; }

    public int? Gpu { get; init; }

    public string? GpuResource { get; init; }

    public IReadOnlyDictionary<string, string>? NodeSelector { get; init; }

    public IReadOnlyList<Toleration>? Tolerations { get; init; }

    public IReadOnlyList<string>? Groups { get; init; }
}
