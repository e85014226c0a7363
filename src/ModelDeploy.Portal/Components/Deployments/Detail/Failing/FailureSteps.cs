using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.Deployments.Detail.Failing;

/// <summary>What to do about each failure: where its next step is taken.</summary>
public static class FailureSteps
{
    /// <summary>The ways out, the likeliest first; empty where only an operator can help.</summary>
    public static IReadOnlyList<FailureStep> Of(Deployment deployment, FailureReason reason)
    {
        var update = new FailureStep(SharedTexts.Update, IconName.Edit, $"/deployments/{deployment.Id}/edit");
        var logs = new FailureStep(FailingTexts.OpenLogs, IconName.Logs, $"/deployments/{deployment.Id}?tab=logs");
        var groups = new FailureStep(FailingTexts.OpenGroups, IconName.Groups, "/groups");
        var others = new FailureStep(FailingTexts.DeploymentsOfGroup, IconName.Deployments, $"/deployments?group={Uri.EscapeDataString(deployment.Spec.Group)}");
        // Only where an older revision may be better than the newest.
        FailureStep[] back = deployment.Generation > 1 ? [new(FailingTexts.RollBack, IconName.RollBack, $"/deployments/{deployment.Id}?tab=history")] : [];
        return reason switch
        {
            FailureReason.GroupNotFound or FailureReason.GroupDisabled => [groups],
            FailureReason.QuotaExceeded => [others, update],
            FailureReason.MaxDeployments => [others],
            FailureReason.InstanceTypeNotFound or FailureReason.InvalidSpec or FailureReason.Unschedulable => [update],
            FailureReason.ImageInvalid or FailureReason.ImageNotFound or FailureReason.ImageAuth or FailureReason.ImagePull
                or FailureReason.PullSecretNotFound or FailureReason.AdmissionDenied or FailureReason.RuntimeRejected => [update, .. back],
            FailureReason.Crashed or FailureReason.StartFailed or FailureReason.NotReady or FailureReason.DeadlineExceeded => [logs, update, .. back],
            FailureReason.OutOfMemory => [update, logs, .. back],
            FailureReason.PortInUse => [],
        };
    }
}
