using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Kubernetes.Runtime.Objects;

namespace ModelDeploy.Kubernetes.Runtime.Diagnosing;

/// <summary>What keeps pods from being made at all. Pure.</summary>
internal static class WorkloadDiagnosis
{
    /// <summary>What an admission says, and not a server that is in trouble for a moment.</summary>
    private static readonly string[] Refusals = ["forbidden", "denied", "exceeded quota", "failed calling webhook", "is invalid", "violates"];

    /// <summary>The problem, or null.</summary>
    /// <param name="deployment">The Deployment, or null.</param>
    /// <param name="replicaSets">Its ReplicaSets.</param>
    /// <param name="pods">Its pods.</param>
    public static ReplicaProblem? Of(ChildObject? deployment, IReadOnlyList<ChildObject> replicaSets, IReadOnlyList<PodObject> pods)
    {
        if (deployment is not { Replicas: > 0, Metadata.DeletionTimestamp: null })
            return null;
        var newest = replicaSets.Where(set => set.Template == deployment.Template && set.Replicas > 0).Append(deployment);
        var failing = newest.SelectMany(set => set.Status?.Conditions ?? []).FirstOrDefault(IsRefusal);
        if (failing is null)
            return Evicted(deployment, pods);
        var message = failing.Message ?? "";
        // A replica that leaves still counts in the cluster's own quota: the next one has room when it is gone.
        var certain = Refusals.Any(refusal => message.Contains(refusal, StringComparison.Ordinal)) && !pods.Any(pod => pod.IsTerminating);
        return new ReplicaProblem(Failures.AdmissionDenied(ClusterText.Stable(message)), failing.LastTransitionTime ?? default, certain);
    }

    private static bool IsRefusal(Condition condition) =>
        condition is { Type: "ReplicaFailure", Status: "True" } or { Type: "Progressing", Status: "False", Reason: "ReplicaSetCreateError" };

    private static ReplicaProblem? Evicted(ChildObject deployment, IReadOnlyList<PodObject> pods)
    {
        var evicted = pods
            .Where(pod => pod is { IsOver: true, Status.Reason: { Length: > 0 } } && pod.LabelOf(Labels.Template) == deployment.Template)
            .MaxBy(pod => pod.Metadata.CreationTimestamp);
        return evicted is null
            ? null
            : new ReplicaProblem(
                Failures.Evicted($"{evicted.Status!.Reason}: {ClusterText.Stable(evicted.Status.Message ?? "")}"), evicted.Metadata.CreationTimestamp ?? default, Certain: false);
    }
}
