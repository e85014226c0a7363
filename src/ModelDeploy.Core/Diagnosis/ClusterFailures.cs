using ModelDeploy.Core.Texts;

namespace ModelDeploy.Core.Diagnosis;

/// <summary>Failures that only a cluster knows, in words; <c>detail</c> is what the cluster said, and becomes the evidence.</summary>
public static class ClusterFailures
{
    /// <summary>A ResourceQuota has no room.</summary>
    public static Failure Quota(string detail) => Admission(StatusTexts.ClusterQuota, detail, StatusTexts.ClusterQuotaStep);

    /// <summary>A LimitRange does not allow the amounts.</summary>
    public static Failure Limits(string detail) => Admission(StatusTexts.ClusterLimits, detail, StatusTexts.ClusterLimitsStep);

    /// <summary>Pod security (or a PodSecurityPolicy) refuses.</summary>
    public static Failure PodSecurity(string detail) => Admission(StatusTexts.PodSecurityDenied, detail, StatusTexts.PodSecurityDeniedStep);

    /// <summary>A webhook refuses.</summary>
    public static Failure WebhookDenied(string detail) => Admission(StatusTexts.WebhookDenied, detail, StatusTexts.WebhookDeniedStep);

    /// <summary>A webhook that must be asked does not answer.</summary>
    public static Failure WebhookUnreachable(string detail) => Admission(StatusTexts.WebhookUnreachable, detail, StatusTexts.WebhookUnreachableStep);

    /// <summary>Another Ingress has the path.</summary>
    public static Failure IngressConflict(string detail) => Admission(StatusTexts.IngressConflict, detail, StatusTexts.IngressConflictStep);

    /// <summary>The service account of the pods is missing.</summary>
    public static Failure ServiceAccountMissing(string detail) => Admission(StatusTexts.ServiceAccountMissing, detail, StatusTexts.ServiceAccountMissingStep);

    /// <summary>A pod of higher priority took its place.</summary>
    public static Failure Preempted(string detail) => new(FailureReason.Unschedulable, StatusTexts.Preempted, [detail], StatusTexts.PreemptedStep);

    /// <summary>Its node was shut down.</summary>
    public static Failure NodeShutDown(string detail) => new(FailureReason.Unschedulable, StatusTexts.NodeShutDown, [detail], StatusTexts.UnschedulableNodeStep);

    /// <summary>The node that was chosen did not take it.</summary>
    public static Failure NodeRefused(string detail) => new(FailureReason.Unschedulable, StatusTexts.NodeRefused, [detail], StatusTexts.NodeRefusedStep);

    /// <summary>Its node does not answer: nobody knows whether the replica runs.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="detail">What the cluster said.</param>
    public static Failure NodeLost(string node, string detail) => new(FailureReason.NotReady, StatusTexts.NodeLost.With(node), [detail], StatusTexts.NodeLostStep);

    /// <summary>A volume claim is missing, so that no node is looked for.</summary>
    public static Failure VolumeMissing(string detail) => new(FailureReason.Unschedulable, StatusTexts.VolumeMissing, [detail], StatusTexts.VolumeMissingStep);

    /// <summary>A volume could not be attached or mounted.</summary>
    public static Failure VolumeNotMounted(string detail) => new(FailureReason.StartFailed, StatusTexts.VolumeNotMounted, [detail], StatusTexts.VolumeNotMountedStep);

    /// <summary>A Secret or ConfigMap, or a key of it, is missing.</summary>
    public static Failure ConfigMissing(string detail) => new(FailureReason.StartFailed, StatusTexts.ConfigMissing, [detail], StatusTexts.ConfigMissingStep);

    /// <summary>The node could not make the place where the container runs (network, sandbox).</summary>
    public static Failure NodeTrouble(string detail) => new(FailureReason.StartFailed, StatusTexts.NodeTrouble, [detail], StatusTexts.NodeRefusedStep);

    /// <summary>A hook before or after the start fails.</summary>
    public static Failure HookFailed(string detail) => new(FailureReason.StartFailed, StatusTexts.HookFailed, [detail], StatusTexts.HookFailedStep);

    /// <summary>The liveness check makes the cluster restart it.</summary>
    /// <param name="check">What is asked.</param>
    /// <param name="answer">What answered.</param>
    public static Failure LivenessFailed(string check, string answer) =>
        new(FailureReason.NotReady, StatusTexts.LivenessFailed, [$"{check}: {answer}"], StatusTexts.LivenessFailedStep);

    /// <summary>The image's program is for another processor, or no program.</summary>
    /// <param name="image">The reference.</param>
    /// <param name="detail">What the cluster or the log said.</param>
    public static Failure ImageNotRunnable(string image, string detail) =>
        new(FailureReason.ImageInvalid, StatusTexts.ImageNotRunnable.With(image), [detail], StatusTexts.ImageNotRunnableStep);

    /// <summary>The node has no such image, and the pull policy forbids to fetch it.</summary>
    /// <param name="image">The reference.</param>
    /// <param name="detail">What the cluster said.</param>
    public static Failure ImageNotOnNode(string image, string detail) =>
        new(FailureReason.ImageNotFound, StatusTexts.ImageNotOnNode.With(image), [detail], StatusTexts.ImageNotOnNodeStep);

    /// <summary>The Deployment's own deadline is over, and nothing better is known.</summary>
    public static Failure RolloutStuck(string detail) => new(FailureReason.DeadlineExceeded, StatusTexts.RolloutStuck, [detail], StatusTexts.RolloutStuckStep);

    /// <summary>Pods could not be made, by a cluster that is in trouble rather than one that refuses.</summary>
    public static Failure PodsNotMade(string detail) => new(FailureReason.DeadlineExceeded, StatusTexts.PodsNotMade, [detail], StatusTexts.PodsNotMadeStep);

    private static Failure Admission(string sentence, string detail, string nextStep) => new(FailureReason.AdmissionDenied, sentence, [detail], nextStep);
}
