using ModelDeploy.Core.Quotas;

namespace ModelDeploy.Core.Diagnosis;

/// <summary>Every reason in words: the one place where sentences and next steps for failures are written.</summary>
public static class Failures
{
    /// <summary>The group is gone.</summary>
    public static Failure GroupNotFound(string group) => new(FailureReason.GroupNotFound,
        $"The group {group} does not exist.", [],
        "Ask an administrator to create the group again, or delete this deployment.");

    /// <summary>Model Deployment is off for the group.</summary>
    public static Failure GroupDisabled(string group) => new(FailureReason.GroupDisabled,
        $"Model Deployment is switched off for the group {group}.", [],
        "Ask a group administrator to switch it on. This deployment then comes back by itself.");

    /// <summary>The instance type is gone or not for this group.</summary>
    public static Failure InstanceTypeNotFound(string instanceType, string group) => new(FailureReason.InstanceTypeNotFound,
        $"The instance type {instanceType} does not exist or is not available to the group {group}.", [],
        "Update the deployment and choose another instance type.");

    /// <summary>Fields break rules; one line of evidence for each.</summary>
    public static Failure InvalidSpec(IEnumerable<string> problems) => new(FailureReason.InvalidSpec,
        "The specification breaks a rule.", problems.Take(24).ToEquatableList(),
        "Update the deployment and correct the named fields.");

    /// <summary>The quota has no room; one line of evidence for each resource.</summary>
    public static Failure QuotaExceeded(string group, IReadOnlyList<Shortage> shortages) => new(FailureReason.QuotaExceeded,
        $"The quota of the group {group} has no room: {string.Join(", ", shortages.Select(ShortageText.MissingOf))} more needed.",
        shortages.Select(ShortageText.Of).ToEquatableList(),
        "Stop or shrink another deployment of the group, choose a smaller instance type or fewer replicas, or ask an administrator for more quota.");

    /// <summary>As many deployments hold a grant as may.</summary>
    public static Failure MaxDeployments(string group, Shortage shortage) => new(FailureReason.MaxDeployments,
        $"The group {group} already runs as many deployments as it may.", [ShortageText.Of(shortage)],
        "Stop or delete another deployment of the group, or ask an administrator for a higher limit.");

    /// <summary>The reference is malformed or the image cannot run here.</summary>
    public static Failure ImageInvalid(string image, string detail) => new(FailureReason.ImageInvalid,
        $"The image reference {image} is not valid.", [detail],
        "Update the deployment and correct the model image.");

    /// <summary>There is no such image; <paramref name="known"/> are the names that exist, when the runtime knows them.</summary>
    public static Failure ImageNotFound(string image, IReadOnlyList<string> known) => new(FailureReason.ImageNotFound,
        $"The image {image} does not exist.", [],
        known.Count == 0
            ? "Check the name and the tag, and that the image was pushed."
            : $"Choose one of the images that are configured here: {string.Join(", ", known)}.");

    /// <summary>The program could not be started at all.</summary>
    public static Failure StartFailed(string command, string detail) => new(FailureReason.StartFailed,
        $"The command {command} could not be started.", [detail],
        "Check the image's command line, its working directory and its permissions.");

    /// <summary>Replicas exit by themselves.</summary>
    /// <param name="how">For example <c>exit code 1</c> or <c>signal SIGSEGV</c>.</param>
    /// <param name="howOften">For example <c>3 times in the last 10 minutes</c>.</param>
    /// <param name="lastLines">The last log lines, at most 20.</param>
    public static Failure Crashed(string how, string howOften, EquatableList<string> lastLines) => new(FailureReason.Crashed,
        $"The model exits by itself: it exited {howOften}, last with {how}.", lastLines,
        "Read the log of the replica: the last lines before the exit usually name the cause.");

    /// <summary>Replicas use more memory than their instance type gives.</summary>
    /// <param name="limit">Bytes.</param>
    /// <param name="howOften">For example <c>3 times in the last 10 minutes</c>.</param>
    /// <param name="lastLines">The last log lines, at most 20.</param>
    public static Failure OutOfMemory(long limit, string howOften, EquatableList<string> lastLines) => new(FailureReason.OutOfMemory,
        $"The model needs more memory than its instance type gives ({Amounts.Memory(limit)}); it exited {howOften}.", lastLines,
        "Update the deployment and choose an instance type with more memory.");

    /// <summary>The readiness check fails.</summary>
    /// <param name="check">What is asked, for example <c>GET /ready on port 9000</c>.</param>
    /// <param name="answer">What answered, for example <c>connection refused</c> or <c>HTTP 503</c>.</param>
    public static Failure NotReady(string check, string answer) => new(FailureReason.NotReady,
        "The model runs, but its readiness check fails.", [$"{check}: {answer}"],
        "Check that the model listens on the port in PORT and answers the readiness check, or give it a longer deadline.");

    /// <summary>Nothing better is known than that time is up.</summary>
    public static Failure DeadlineExceeded(TimeSpan deadline, string progress) => new(FailureReason.DeadlineExceeded,
        $"It was not ready within its deadline of {Amounts.Duration(deadline)}.", [progress],
        "Read the logs; if the model only starts slowly, update the deployment and give it a longer deadline.");

    /// <summary>No free port could be had.</summary>
    public static Failure PortInUse(string detail) => new(FailureReason.PortInUse,
        "No free port was found for the model.", [detail],
        "Free ports in the configured range, or ask an administrator to widen it (ModelDeploy:Local:FirstPort and LastPort).");

    /// <summary>The runtime refused for a reason of its own.</summary>
    public static Failure RuntimeRejected(string detail) => new(FailureReason.RuntimeRejected,
        "The runtime refused the deployment.", [detail],
        "Correct what the runtime names; if that is nothing of yours, ask an administrator.");
}
