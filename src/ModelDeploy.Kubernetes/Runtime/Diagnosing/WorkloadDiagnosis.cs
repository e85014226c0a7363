using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Kubernetes.Runtime.Objects;

namespace ModelDeploy.Kubernetes.Runtime.Diagnosing;

/// <summary>What keeps pods from being made at all. Pure.</summary>
internal static class WorkloadDiagnosis
{
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
            return Ended(deployment, pods) ?? Stuck(deployment);
        var since = failing.LastTransitionTime ?? default;
        if (AdmissionTexts.FailureOf(failing.Message ?? "") is not { } refusal)
            return new ReplicaProblem(ClusterFailures.PodsNotMade(ClusterText.Stable(failing.Message ?? "")), since, Certain: false);
        // A replica that leaves still counts in the cluster's own quota: the next one has room when it is gone.
        return new ReplicaProblem(refusal, since, Certain: !pods.Any(pod => pod.IsTerminating));
    }

    private static bool IsRefusal(Condition condition) =>
        condition is { Type: "ReplicaFailure", Status: "True" } or { Type: "Progressing", Status: "False", Reason: "ReplicaSetCreateError" };

    /// <summary>Why the cluster took a replica away: one that is over says it itself, one that is ending by a condition (since 1.26).</summary>
    private static ReplicaProblem? Ended(ChildObject deployment, IReadOnlyList<PodObject> pods)
    {
        var ended = pods.Where(pod => pod.LabelOf(Labels.Template) == deployment.Template && EndOf(pod) is not null).MaxBy(pod => pod.Metadata.CreationTimestamp);
        if (ended is null)
            return null;
        var (reason, message) = EndOf(ended)!.Value;
        return new ReplicaProblem(EndingTexts.FailureOf(ended.Spec?.NodeName ?? "", reason, message), ended.Metadata.CreationTimestamp ?? default, Certain: false);
    }

    private static (string Reason, string Message)? EndOf(PodObject pod) => pod switch
    {
        _ when pod.ConditionOf("DisruptionTarget") is { Status: "True", Reason: { Length: > 0 } why } target => (why, target.Message ?? pod.Status?.Message ?? ""),
        { IsOver: true, Status.Reason: { Length: > 0 } reason } => (reason, pod.Status.Message ?? ""),
        { IsTerminating: true, Status.Reason: "NodeLost" } => ("NodeLost", pod.Status.Message ?? ""),
        _ => null,
    };

    /// <summary>Our own deadline decides; the cluster's is only there when somebody has set one.</summary>
    private static ReplicaProblem? Stuck(ChildObject deployment) =>
        deployment.Status?.Conditions?.FirstOrDefault(condition => condition is { Type: "Progressing", Status: "False", Reason: "ProgressDeadlineExceeded" }) is { } late
            ? new ReplicaProblem(ClusterFailures.RolloutStuck(ClusterText.Stable(late.Message ?? "")), late.LastTransitionTime ?? default, Certain: false)
            : null;
}
