using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Kubernetes.Runtime.Objects;
using ModelDeploy.Kubernetes.Runtime.Observing;

namespace ModelDeploy.Kubernetes.Runtime.Diagnosing;

/// <summary>What keeps a pod from being ready. Pure.</summary>
internal static class PodDiagnosis
{
    /// <summary>After which a pod that fits nowhere counts as certain: until then a node may just be coming.</summary>
    public static readonly TimeSpan UnschedulableAfter = TimeSpan.FromSeconds(30);

    /// <summary>After which a check that has not passed is one that fails, whether or not kubelet has complained: it tells its warnings late when there are many.</summary>
    private static readonly TimeSpan ComplaintAfter = TimeSpan.FromSeconds(10);

    /// <summary>Kubelet falls silent about a pod after some two dozen events: what it said in these minutes still holds for a run that was stopped.</summary>
    private static readonly TimeSpan SilenceOfKubelet = TimeSpan.FromMinutes(10);

    private static readonly int[] ExitsOfWhoIsStopped = [0, 137, 143];

    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(2);

    /// <summary>The problem, or null when none is known; exits are told on their own.</summary>
    public static ReplicaProblem? Of(PodObject pod, PodStory story, PodEvidence evidence, DateTimeOffset now)
    {
        if (Unplaced(pod) is { } unschedulable)
            return Unschedulable(pod, unschedulable, now);
        if ((HookFailed(pod, evidence) ?? NodeLost(pod, evidence)) is { } found)
            return found;
        var since = pod.ConditionOf("PodScheduled")?.LastTransitionTime ?? CreatedAt(pod);
        return pod.Model?.State switch
        {
            { Waiting: { Reason: { } reason } waiting } => OfWaiting(pod, story, evidence, reason, waiting.Message ?? "", since),
            { Terminated: { } ended } when !new SeenExit(0, ended).HasRun => StartFailed(pod, ended.Message ?? ended.Reason ?? "", since, isLasting: true),
            { Running.StartedAt: { } startedAt } => NotReady(pod, evidence, startedAt, now),
            { Terminated: not null } => null,
            _ => NotTakenUp(pod, since, now) ?? NotCreated(evidence, since),
        };
    }

    /// <summary>When a pod for which there is no node yet counts as certain to have none; null for every other pod.</summary>
    public static DateTimeOffset? CertainlyUnplacedAt(PodObject pod) =>
        Unplaced(pod) is { } condition ? (condition.LastTransitionTime ?? CreatedAt(pod)) + UnschedulableAfter : null;

    private static Condition? Unplaced(PodObject pod) =>
        pod.ConditionOf("PodScheduled") is { Status: "False", Reason: "Unschedulable" } condition ? condition : null;

    private static ReplicaProblem? OfWaiting(PodObject pod, PodStory story, PodEvidence evidence, string reason, string message, DateTimeOffset since) => reason switch
    {
        "InvalidImageName" => new ReplicaProblem(Failures.ImageInvalid(pod.Image, ClusterText.Stable(message)), since, Certain: true),
        "ErrImageNeverPull" => new ReplicaProblem(ClusterFailures.ImageNotOnNode(pod.Image, ClusterText.Stable(message)), since, Certain: true),
        "ErrImagePull" => Image(pod, evidence, message, since, certain: story.PullBackedOff || evidence.Warnings.Any(IsPullBackOff)),
        "RegistryUnavailable" or "ImageInspectError" or "SignatureValidationFailed" => Image(pod, evidence, message, since, certain: false),
        "ImagePullBackOff" => ImageInBackOff(pod, story, evidence, message, since),
        "CreateContainerConfigError" or "PreCreateHookError" => StartFailed(pod, message, since, isLasting: true),
        "CreateContainerError" or "RunContainerError" or "PreStartHookError" => StartFailed(pod, message, since, isLasting: false),
        // Some kubelets put the hook's own words into the reason.
        _ when reason.StartsWith("PostStartHookError", StringComparison.Ordinal) => Hook(reason["PostStartHookError".Length..].TrimStart(':', ' '), message, since),
        "CrashLoopBackOff" when pod.Model?.LastState?.Terminated is { } ended && !new SeenExit(0, ended).HasRun =>
            StartFailed(pod, ended.Message ?? ended.Reason ?? "", since, isLasting: true),
        "CrashLoopBackOff" => null,
        _ => NotCreated(evidence, since),
    };

    private static ReplicaProblem Unschedulable(PodObject pod, Condition condition, DateTimeOffset now)
    {
        var since = condition.LastTransitionTime ?? CreatedAt(pod);
        return new ReplicaProblem(SchedulerText.FailureOf(condition.Message ?? ""), since, Certain: now - since >= UnschedulableAfter);
    }

    /// <summary>The state in a back-off does not say why: newer kubelets add it, else it was seen before or an event tells it.</summary>
    private static ReplicaProblem ImageInBackOff(PodObject pod, PodStory story, PodEvidence evidence, string message, DateTimeOffset since)
    {
        var cause = message.Contains("ErrImagePull:", StringComparison.Ordinal) ? message
            : story.PullError ?? evidence.Warnings.LastOrDefault(IsPullFailure)?.Message;
        return Image(pod, evidence, cause ?? message, since, certain: cause is not null || evidence.AskedAt is not null);
    }

    // "Failed" is also said with no more than the name of the state: Error: ImagePullBackOff.
    private static bool IsPullFailure(EventObject warning) =>
        warning.Reason is "Failed" && warning.Message.StartsWith("Failed to pull image", StringComparison.Ordinal);

    private static bool IsPullBackOff(EventObject warning) =>
        warning.Reason is "Failed" && warning.Message.EndsWith("ImagePullBackOff", StringComparison.Ordinal);

    private static ReplicaProblem Image(PodObject pod, PodEvidence evidence, string cause, DateTimeOffset since, bool certain)
    {
        var failure = evidence.IsPullSecretMissing && pod.PullSecret is { } secret
            ? Failures.PullSecretNotFound(secret, ClusterText.Stable(cause))
            : ImageTexts.FailureOf(pod.Image, cause, pod.PullSecret is not null);
        return new ReplicaProblem(failure, since, certain);
    }

    private static ReplicaProblem StartFailed(PodObject pod, string message, DateTimeOffset since, bool isLasting)
    {
        var (failure, lasts) = StartTexts.Read(pod.Image, message, isLasting);
        return new ReplicaProblem(failure, since, lasts);
    }

    /// <summary>While kubelet ends the container for it, the state tells nothing of it.</summary>
    private static ReplicaProblem? HookFailed(PodObject pod, PodEvidence evidence)
    {
        if (pod.Model is { Started: true })
            return null;
        var since = pod.Model?.LastState?.Terminated?.StartedAt ?? CreatedAt(pod);
        return evidence.Newest(since - ClockTolerance, "FailedPostStartHook") is { } failed ? Hook(failed.Message, "", since) : null;
    }

    private static ReplicaProblem Hook(string inReason, string message, DateTimeOffset since) =>
        new(ClusterFailures.HookFailed(ClusterText.Stable(message.Length > 0 ? message : inReason)), since, Certain: true);

    /// <summary>
    /// Kubelet holds the container to be ready, and yet the pod is not: so says the cluster when the node has not been heard of for a while.
    /// </summary>
    private static ReplicaProblem? NodeLost(PodObject pod, PodEvidence evidence)
    {
        if (pod is not { Model: { Ready: true, State.Running: not null } } || pod.ConditionOf("ContainersReady") is not { Status: "True" }
            || pod.ConditionOf("Ready") is not { Status: "False" } ready || ready.Reason is "ReadinessGatesNotReady")
            return null;
        var since = ready.LastTransitionTime ?? CreatedAt(pod);
        var said = evidence.Newest(since - ClockTolerance, "NodeNotReady")?.Message ?? ready.Message ?? "";
        return new ReplicaProblem(ClusterFailures.NodeLost(pod.Spec?.NodeName ?? "", said.Length == 0 ? "NodeNotReady" : $"NodeNotReady: {said}"), since, Certain: false);
    }

    private static ReplicaProblem? NotReady(PodObject pod, PodEvidence evidence, DateTimeOffset startedAt, DateTimeOffset now)
    {
        if (evidence.Newest(startedAt - ClockTolerance, "Unhealthy") is not { } unhealthy)
        {
            return now - startedAt < ComplaintAfter
                ? null
                : new ReplicaProblem(Failures.NotReady(CheckOf(pod, pod.ModelSpec?.StartupProbe), "not passed yet"), startedAt, Certain: false);
        }
        var failure = ProbeText.IsLiveness(unhealthy.Message)
            ? ClusterFailures.LivenessFailed(LivenessCheckOf(pod), ProbeText.AnswerOf(unhealthy.Message))
            : Failures.NotReady(CheckOf(pod, pod.ModelSpec?.StartupProbe), ProbeText.AnswerOf(unhealthy.Message));
        return new ReplicaProblem(failure, startedAt, Certain: false);
    }

    /// <summary>What is behind an end of the model and says more than how it ended, or null.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="ended">What kubelet said of the end.</param>
    /// <param name="evidence">What was asked about the pod.</param>
    public static Failure? BehindExit(PodObject pod, ContainerTerminated ended, PodEvidence evidence)
    {
        if (ended.ContainerID is { } run && evidence.LastLines.GetValueOrDefault(run) is { Count: > 0 } lines && StartTexts.NotRunnableIn([.. lines]) is { } line)
            return ClusterFailures.ImageNotRunnable(pod.Image, line);
        var unhealthy = evidence.Warnings.LastOrDefault(warning => warning.Reason is "Unhealthy" && ProbeText.IsLiveness(warning.Message) && warning.At <= ended.FinishedAt + ClockTolerance);
        return unhealthy is not null && (unhealthy.At >= ended.StartedAt - ClockTolerance || (unhealthy.At >= ended.FinishedAt - SilenceOfKubelet && ExitsOfWhoIsStopped.Contains(ended.ExitCode)))
            ? ClusterFailures.LivenessFailed(LivenessCheckOf(pod), ProbeText.AnswerOf(unhealthy.Message))
            : null;
    }

    private static string LivenessCheckOf(PodObject pod) => $"Liveness, {CheckOf(pod, pod.ModelSpec?.LivenessProbe)}";

    private static string CheckOf(PodObject pod, ContainerProbe? probe) => probe switch
    {
        { HttpGet.Path: { } path } => $"GET {path} on port {pod.Port}",
        { Exec.Command: { } command } => $"Command {string.Join(' ', command)}",
        _ => $"Connect to port {pod.Port}",
    };

    /// <summary>A kubelet says at once when it has begun with a pod: one that says nothing is not there.</summary>
    private static ReplicaProblem? NotTakenUp(PodObject pod, DateTimeOffset since, DateTimeOffset now) =>
        pod is { Status.StartTime: null, Spec.NodeName: { Length: > 0 } node } && now - since >= UnschedulableAfter
            ? new ReplicaProblem(ClusterFailures.NodeLost(node, "The replica was given to the node, which has not begun with it."), since, Certain: false)
            : null;

    private static ReplicaProblem? NotCreated(PodEvidence evidence, DateTimeOffset since) =>
        evidence.Newest(since - ClockTolerance, "FailedMount", "FailedAttachVolume", "FailedCreatePodSandBox", "NetworkNotReady") is { } warning
            ? new ReplicaProblem(
                warning.Reason is "FailedMount" or "FailedAttachVolume" ? ClusterFailures.VolumeNotMounted(ClusterText.Stable(warning.Message)) : ClusterFailures.NodeTrouble(ClusterText.Stable(warning.Message)),
                since, Certain: false)
            : null;

    private static DateTimeOffset CreatedAt(PodObject pod) => pod.Metadata.CreationTimestamp ?? default;
}
