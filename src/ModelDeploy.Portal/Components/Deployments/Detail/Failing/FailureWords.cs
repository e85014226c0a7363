using ModelDeploy.Core.Diagnosis;

namespace ModelDeploy.Portal.Components.Deployments.Detail.Failing;

/// <summary>Why a deployment failed, in a few words. The reason's own name is the code that API, docs and logs use.</summary>
public static class FailureWords
{
    /// <summary>For example <c>Image not found</c>.</summary>
    public static string Of(FailureReason reason) => reason switch
    {
        FailureReason.GroupNotFound => FailingTexts.ReasonGroupNotFound,
        FailureReason.GroupDisabled => FailingTexts.ReasonGroupDisabled,
        FailureReason.InstanceTypeNotFound => FailingTexts.ReasonInstanceTypeNotFound,
        FailureReason.InvalidSpec => FailingTexts.ReasonInvalidSpec,
        FailureReason.QuotaExceeded => FailingTexts.ReasonQuotaExceeded,
        FailureReason.MaxDeployments => FailingTexts.ReasonMaxDeployments,
        FailureReason.ImageInvalid => FailingTexts.ReasonImageInvalid,
        FailureReason.ImageNotFound => FailingTexts.ReasonImageNotFound,
        FailureReason.ImageAuth => FailingTexts.ReasonImageAuth,
        FailureReason.ImagePull => FailingTexts.ReasonImagePull,
        FailureReason.PullSecretNotFound => FailingTexts.ReasonPullSecretNotFound,
        FailureReason.Unschedulable => FailingTexts.ReasonUnschedulable,
        FailureReason.Crashed => FailingTexts.ReasonCrashed,
        FailureReason.OutOfMemory => FailingTexts.ReasonOutOfMemory,
        FailureReason.StartFailed => FailingTexts.ReasonStartFailed,
        FailureReason.NotReady => FailingTexts.ReasonNotReady,
        FailureReason.DeadlineExceeded => FailingTexts.ReasonDeadlineExceeded,
        FailureReason.AdmissionDenied => FailingTexts.ReasonAdmissionDenied,
        FailureReason.PortInUse => FailingTexts.ReasonPortInUse,
        FailureReason.RuntimeRejected => FailingTexts.ReasonRuntimeRejected,
    };
}
