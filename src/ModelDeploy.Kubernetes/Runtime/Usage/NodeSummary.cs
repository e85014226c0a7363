using ModelDeploy.Core.Runtimes;
using ModelDeploy.Kubernetes.Runtime.Objects;

namespace ModelDeploy.Kubernetes.Runtime.Usage;

/// <summary>What kubelet measures of the pods of its node (<c>stats/summary</c>), as far as it is read.</summary>
internal sealed record NodeSummary(IReadOnlyList<PodSummary>? Pods)
{
    private const decimal NanoCores = 1_000_000_000m;

    /// <summary>What a pod's model uses, or null when nothing is known of it yet.</summary>
    public ReplicaUsage? Of(PodObject pod)
    {
        var container = Pods?.FirstOrDefault(summary => summary.PodRef?.Uid == pod.Metadata.Uid)?.Containers?.FirstOrDefault(item => item.Name == PodObject.Container);
        return container?.Memory?.WorkingSetBytes is { } memory
            ? new ReplicaUsage(pod.Metadata.Name, container.Cpu?.UsageNanoCores / NanoCores, memory)
            : null;
    }
}

/// <summary>What kubelet measures of a pod.</summary>
internal sealed record PodSummary(PodReference? PodRef, IReadOnlyList<ContainerSummary>? Containers);

/// <summary>Which pod.</summary>
internal sealed record PodReference(string? Uid);

/// <summary>What kubelet measures of a container.</summary>
internal sealed record ContainerSummary(string? Name, CpuSummary? Cpu, MemorySummary? Memory);

/// <summary>Processor time per time, in thousand-millionths of a core.</summary>
internal sealed record CpuSummary(long? UsageNanoCores);

/// <summary>Bytes that it cannot do without.</summary>
internal sealed record MemorySummary(long? WorkingSetBytes);
