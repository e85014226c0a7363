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

    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(2);

    /// <summary>Errors at the start of a container that trying again does not heal.</summary>
    private static readonly string[] LastingStartErrors =
        ["no such file or directory", "permission denied", "executable file not found", "not a directory", "is a directory", "exec format error", "no command specified"];

    /// <summary>The problem, or null when none is known; exits are told on their own.</summary>
    public static ReplicaProblem? Of(PodObject pod, PodStory story, PodEvidence evidence, DateTimeOffset now)
    {
        if (pod.ConditionOf("PodScheduled") is { Status: "False", Reason: "Unschedulable" } unschedulable)
            return Unschedulable(pod, unschedulable, now);
        var since = pod.ConditionOf("PodScheduled")?.LastTransitionTime ?? CreatedAt(pod);
        return pod.Model?.State switch
        {
            { Waiting: { Reason: { } reason } waiting } => OfWaiting(pod, story, evidence, reason, waiting.Message ?? "", since),
            { Terminated: { } ended } when !new SeenExit(0, ended).HasRun => StartFailed(pod, ended.Message ?? ended.Reason ?? "", since, isLasting: true),
            { Running.StartedAt: { } startedAt } => NotReady(pod, evidence, startedAt),
            { Terminated: not null } => null,
            _ => NotCreated(evidence, since),
        };
    }

    private static ReplicaProblem? OfWaiting(PodObject pod, PodStory story, PodEvidence evidence, string reason, string message, DateTimeOffset since) => reason switch
    {
        "InvalidImageName" => new ReplicaProblem(Failures.ImageInvalid(pod.Image, ClusterText.Stable(message)), since, Certain: true),
        "ErrImageNeverPull" => new ReplicaProblem(Failures.ImageNotFound(pod.Image, ClusterText.Stable(message)), since, Certain: true),
        "ErrImagePull" or "RegistryUnavailable" or "ImageInspectError" => Image(pod, evidence, message, since, certain: false),
        "ImagePullBackOff" => ImageInBackOff(pod, story, evidence, message, since),
        "CreateContainerConfigError" or "PostStartHookError" or "PreCreateHookError" => StartFailed(pod, message, since, isLasting: true),
        "CreateContainerError" or "RunContainerError" or "PreStartHookError" => StartFailed(pod, message, since, isLasting: false),
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

    private static ReplicaProblem Image(PodObject pod, PodEvidence evidence, string cause, DateTimeOffset since, bool certain)
    {
        var failure = evidence.IsPullSecretMissing && pod.PullSecret is { } secret
            ? Failures.PullSecretNotFound(secret, ClusterText.Stable(cause))
            : ImageTexts.FailureOf(pod.Image, cause, pod.PullSecret is not null);
        return new ReplicaProblem(failure, since, certain);
    }

    private static ReplicaProblem StartFailed(PodObject pod, string message, DateTimeOffset since, bool isLasting)
    {
        var said = ClusterText.Stable(message);
        var failure = said.Contains("exec format error", StringComparison.Ordinal) ? Failures.ImageInvalid(pod.Image, said) : Failures.ContainerNotStarted(said);
        return new ReplicaProblem(failure, since, isLasting || LastingStartErrors.Any(error => said.Contains(error, StringComparison.Ordinal)));
    }

    private static ReplicaProblem? NotReady(PodObject pod, PodEvidence evidence, DateTimeOffset startedAt)
    {
        if (evidence.Newest(startedAt - ClockTolerance, "Unhealthy") is not { } unhealthy)
            return null;
        var path = pod.Spec?.Containers?.FirstOrDefault(container => container.Name == PodObject.Container)?.StartupProbe?.HttpGet?.Path;
        var check = path is null ? $"Connect to port {pod.Port}" : $"GET {path} on port {pod.Port}";
        return new ReplicaProblem(Failures.NotReady(check, ProbeText.AnswerOf(unhealthy.Message)), startedAt, Certain: false);
    }

    private static ReplicaProblem? NotCreated(PodEvidence evidence, DateTimeOffset since) =>
        evidence.Newest(since - ClockTolerance, "FailedMount", "FailedAttachVolume", "FailedCreatePodSandBox", "NetworkNotReady") is { } warning
            ? new ReplicaProblem(Failures.ContainerNotStarted(ClusterText.Stable(warning.Message)), since, Certain: false)
            : null;

    private static DateTimeOffset CreatedAt(PodObject pod) => pod.Metadata.CreationTimestamp ?? default;
}
