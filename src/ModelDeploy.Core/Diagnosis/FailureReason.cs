namespace ModelDeploy.Core.Diagnosis;

/// <summary>Why a deployment failed. The names are part of the product: API, docs and tests use them.</summary>
public enum FailureReason
{
    /// <summary>Its group does not exist.</summary>
    GroupNotFound,

    /// <summary>Model Deployment is switched off for its group.</summary>
    GroupDisabled,

    /// <summary>Its instance type does not exist or is not for its group.</summary>
    InstanceTypeNotFound,

    /// <summary>A field of the spec breaks a rule.</summary>
    InvalidSpec,

    /// <summary>The group's quota has no room.</summary>
    QuotaExceeded,

    /// <summary>The group has as many deployments with a grant as it may.</summary>
    MaxDeployments,

    /// <summary>The image reference is malformed, or the image cannot run here.</summary>
    ImageInvalid,

    /// <summary>The image does not exist.</summary>
    ImageNotFound,

    /// <summary>The registry refused the credentials.</summary>
    ImageAuth,

    /// <summary>The image could not be fetched (unreachable, TLS, rate limit).</summary>
    ImagePull,

    /// <summary>The image pull secret does not exist.</summary>
    PullSecretNotFound,

    /// <summary>No node can take a replica.</summary>
    Unschedulable,

    /// <summary>Replicas exit.</summary>
    Crashed,

    /// <summary>Replicas were ended for using more memory than they have.</summary>
    OutOfMemory,

    /// <summary>The command could not be started.</summary>
    StartFailed,

    /// <summary>Replicas run, and their readiness check fails.</summary>
    NotReady,

    /// <summary>Not done within the deadline, and no better reason is known.</summary>
    DeadlineExceeded,

    /// <summary>The cluster's admission refused it.</summary>
    AdmissionDenied,

    /// <summary>No port could be had.</summary>
    PortInUse,

    /// <summary>The runtime refused it for another reason.</summary>
    RuntimeRejected,
}
