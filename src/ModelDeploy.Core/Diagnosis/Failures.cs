using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Texts;

namespace ModelDeploy.Core.Diagnosis;

/// <summary>Every reason in words: the one place where sentences and next steps for failures are written.</summary>
public static class Failures
{
    /// <summary>The group is gone.</summary>
    public static Failure GroupNotFound(string group) => new(FailureReason.GroupNotFound,
        StatusTexts.GroupNotFound.With(group), [],
        StatusTexts.GroupNotFoundStep);

    /// <summary>Model Deployment is off for the group.</summary>
    public static Failure GroupDisabled(string group) => new(FailureReason.GroupDisabled,
        StatusTexts.GroupDisabled.With(group), [],
        StatusTexts.GroupDisabledStep);

    /// <summary>The instance type is gone or not for this group.</summary>
    public static Failure InstanceTypeNotFound(string instanceType, string group) => new(FailureReason.InstanceTypeNotFound,
        StatusTexts.InstanceTypeNotFound.With(instanceType, group), [],
        StatusTexts.InstanceTypeNotFoundStep);

    /// <summary>Fields break rules; one line of evidence for each.</summary>
    public static Failure InvalidSpec(IEnumerable<string> problems) => new(FailureReason.InvalidSpec,
        StatusTexts.InvalidSpec, problems.Take(24).ToEquatableList(),
        StatusTexts.InvalidSpecStep);

    /// <summary>The quota has no room; one line of evidence for each resource.</summary>
    public static Failure QuotaExceeded(string group, IReadOnlyList<Shortage> shortages) => new(FailureReason.QuotaExceeded,
        StatusTexts.QuotaExceeded.With(group, string.Join(", ", shortages.Select(ShortageText.MissingOf))),
        shortages.Select(ShortageText.Of).ToEquatableList(),
        StatusTexts.QuotaExceededStep);

    /// <summary>As many deployments hold a grant as may.</summary>
    public static Failure MaxDeployments(string group, Shortage shortage) => new(FailureReason.MaxDeployments,
        StatusTexts.MaxDeployments.With(group), [ShortageText.Of(shortage)],
        StatusTexts.MaxDeploymentsStep);

    /// <summary>The reference is malformed or the image cannot run here.</summary>
    public static Failure ImageInvalid(string image, string detail) => new(FailureReason.ImageInvalid,
        StatusTexts.ImageInvalid.With(image), [detail],
        StatusTexts.ImageInvalidStep);

    /// <summary>There is no such image; <paramref name="known"/> are the names that exist, when the runtime knows them.</summary>
    public static Failure ImageNotFound(string image, IReadOnlyList<string> known) => new(FailureReason.ImageNotFound,
        StatusTexts.ImageNotFound.With(image), [],
        known.Count == 0
            ? StatusTexts.ImageNotFoundStep
            : StatusTexts.ImageNotInCatalogStep.With(string.Join(", ", known)));

    /// <summary>The program could not be started at all.</summary>
    public static Failure StartFailed(string command, string detail) => new(FailureReason.StartFailed,
        StatusTexts.StartFailed.With(command), [detail],
        StatusTexts.StartFailedStep);

    /// <summary>Replicas exit by themselves.</summary>
    /// <param name="how">For example <c>exit code 1</c> or <c>signal SIGSEGV</c>.</param>
    /// <param name="howOften">For example <c>3 times in the last 10 minutes</c>.</param>
    /// <param name="lastLines">The last log lines, at most 20.</param>
    public static Failure Crashed(string how, string howOften, EquatableList<string> lastLines) => new(FailureReason.Crashed,
        StatusTexts.Crashed.With(howOften, how), lastLines,
        StatusTexts.CrashedStep);

    /// <summary>Replicas use more memory than their instance type gives.</summary>
    /// <param name="limit">Bytes.</param>
    /// <param name="howOften">For example <c>3 times in the last 10 minutes</c>.</param>
    /// <param name="lastLines">The last log lines, at most 20.</param>
    public static Failure OutOfMemory(long limit, string howOften, EquatableList<string> lastLines) => new(FailureReason.OutOfMemory,
        StatusTexts.OutOfMemory.With(Amounts.Memory(limit), howOften), lastLines,
        StatusTexts.OutOfMemoryStep);

    /// <summary>The readiness check fails.</summary>
    /// <param name="check">What is asked, for example <c>GET /ready on port 9000</c>.</param>
    /// <param name="answer">What answered, for example <c>connection refused</c> or <c>HTTP 503</c>.</param>
    public static Failure NotReady(string check, string answer) => new(FailureReason.NotReady,
        StatusTexts.NotReady, [$"{check}: {answer}"],
        StatusTexts.NotReadyStep);

    /// <summary>Nothing better is known than that time is up.</summary>
    public static Failure DeadlineExceeded(TimeSpan deadline, string progress) => new(FailureReason.DeadlineExceeded,
        StatusTexts.DeadlineExceeded.With(Amounts.Duration(deadline)), [progress],
        StatusTexts.DeadlineExceededStep);

    /// <summary>No free port could be had.</summary>
    /// <param name="ports">The range: <c>20000-29999</c>.</param>
    public static Failure PortInUse(string ports) => new(FailureReason.PortInUse,
        StatusTexts.PortInUse, [StatusTexts.PortsTaken.With(ports)],
        StatusTexts.PortInUseStep);

    /// <summary>The runtime refused for a reason of its own.</summary>
    public static Failure RuntimeRejected(string detail) => new(FailureReason.RuntimeRejected,
        StatusTexts.RuntimeRejected, [detail],
        StatusTexts.RuntimeRejectedStep);
}
