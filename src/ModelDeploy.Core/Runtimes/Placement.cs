using ModelDeploy.Core.Groups;

namespace ModelDeploy.Core.Runtimes;

/// <summary>On which nodes of a cluster replicas may run, as their instance type said when the amounts were frozen.</summary>
/// <param name="GpuResource">The extended resource that their GPUs are counted as.</param>
/// <param name="NodeSelector">Labels that a node must carry.</param>
/// <param name="Tolerations">Taints of nodes that are tolerated.</param>
public sealed record Placement(string GpuResource, EquatableList<NodeLabel> NodeSelector, EquatableList<Toleration> Tolerations)
{
    /// <summary>Any node.</summary>
    public static Placement Anywhere { get; } = new(InstanceType.UsualGpuResource, [], []);

    /// <summary>As the instance type says now.</summary>
    public static Placement Of(InstanceType type) => new(type.GpuResource, type.NodeSelector, type.Tolerations);
}
