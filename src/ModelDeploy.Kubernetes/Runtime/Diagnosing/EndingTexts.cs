using ModelDeploy.Core.Diagnosis;

namespace ModelDeploy.Kubernetes.Runtime.Diagnosing;

/// <summary>Why the cluster ended a pod, from the reason in its status or in its condition. The one table for it.</summary>
internal static class EndingTexts
{
    private static readonly string[] OfPreemption = ["Preempting", "Preempted", "PreemptionByScheduler", "PreemptionByKubeScheduler"];
    private static readonly string[] OfLostNodes = ["NodeLost", "DeletionByPodGC"];
    private static readonly string[] OfShutDowns = ["Shutdown", "NodeShutdown", "Terminated"];
    private static readonly string[] OfNodesThatRefuse =
        ["NodeAffinity", "UnexpectedAdmissionError", "HostPortConflict", "HostNetworkNotSupported", "AppArmor", "SysctlForbidden", "TopologyAffinityError", "InvalidNodeInfo"];

    /// <summary>The failure that these words tell.</summary>
    /// <param name="node">The pod's node; empty when it has none.</param>
    /// <param name="reason">Why, in one word.</param>
    /// <param name="message">Why, for people.</param>
    public static Failure FailureOf(string node, string reason, string message)
    {
        var said = ClusterText.Stable(message);
        var detail = said.Length == 0 ? reason : $"{reason}: {said}";
        return reason switch
        {
            _ when OfPreemption.Contains(reason) => ClusterFailures.Preempted(detail),
            _ when OfLostNodes.Contains(reason) => ClusterFailures.NodeLost(node, detail),
            _ when OfShutDowns.Contains(reason) => ClusterFailures.NodeShutDown(detail),
            "TerminationByKubelet" when said.Contains("shutdown", StringComparison.OrdinalIgnoreCase) => ClusterFailures.NodeShutDown(detail),
            _ when reason.StartsWith("OutOf", StringComparison.Ordinal) || OfNodesThatRefuse.Contains(reason) => ClusterFailures.NodeRefused(detail),
            _ => Failures.Evicted(detail),
        };
    }
}
