using ModelDeploy.Core.Texts;

namespace ModelDeploy.Core.Diagnosis;

/// <summary>Why some nodes of a cluster cannot take a replica, as a part of the sentence of <see cref="Failures.Unschedulable"/>.</summary>
public static class NodeLacks
{
    /// <summary>Not enough CPU is free on them.</summary>
    public static string Cpu(int nodes) => StatusTexts.NodesLackCpu.With(nodes);

    /// <summary>Not enough memory is free on them.</summary>
    public static string Memory(int nodes) => StatusTexts.NodesLackMemory.With(nodes);

    /// <summary>Not enough GPUs are free on them.</summary>
    public static string Gpu(int nodes) => StatusTexts.NodesLackGpu.With(nodes);

    /// <summary>They are kept for others.</summary>
    public static string Tainted(int nodes) => StatusTexts.NodesTainted.With(nodes);

    /// <summary>They are not among those that the instance type names.</summary>
    public static string NotSelected(int nodes) => StatusTexts.NodesNotSelected.With(nodes);

    /// <summary>They have as many pods as they may.</summary>
    public static string TooManyPods(int nodes) => StatusTexts.NodesTooManyPods.With(nodes);

    /// <summary>Not enough of another resource is free on them.</summary>
    public static string Resource(int nodes, string resource) => StatusTexts.NodesLackResource.With(nodes, resource);

    /// <summary>An administrator has closed them.</summary>
    public static string Cordoned(int nodes) => StatusTexts.NodesCordoned.With(nodes);

    /// <summary>They do not answer, or are not ready.</summary>
    public static string NotAnswering(int nodes) => StatusTexts.NodesNotAnswering.With(nodes);

    /// <summary>They run out of disk, memory or process numbers.</summary>
    public static string UnderPressure(int nodes) => StatusTexts.NodesUnderPressure.With(nodes);

    /// <summary>A volume of the replica cannot be had there.</summary>
    public static string Volume(int nodes) => StatusTexts.NodesLackVolume.With(nodes);

    /// <summary>A port of the node that the replica wants is taken.</summary>
    public static string Port(int nodes) => StatusTexts.NodesLackPort.With(nodes);

    /// <summary>A rule about which replicas may run beside each other speaks against them.</summary>
    public static string Apart(int nodes) => StatusTexts.NodesApart.With(nodes);

    /// <summary>Another reason, in the scheduler's words; commas in it would divide it.</summary>
    public static string Other(int nodes, string reason) => StatusTexts.NodesLackOther.With(nodes, reason.Replace(',', ';'));
}
