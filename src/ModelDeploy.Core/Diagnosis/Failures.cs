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

    /// <summary>Fields break rules, at least one; one line of evidence for each.</summary>
    public static Failure InvalidSpec(IReadOnlyList<string> problems) => new(FailureReason.InvalidSpec,
        StatusTexts.InvalidSpec.With(problems[0].TrimEnd('.')), problems.Take(24).ToEquatableList(),
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

    /// <summary>There is no such image, or it is one that is not shown to us without a pull secret.</summary>
    /// <param name="image">The reference.</param>
    /// <param name="detail">What the registry said.</param>
    public static Failure ImageNotFound(string image, string detail) => new(FailureReason.ImageNotFound,
        StatusTexts.ImageNotFound.With(image), [detail],
        StatusTexts.ImageNotFoundOrPrivateStep);

    /// <summary>The registry refuses the credentials, or wants some.</summary>
    /// <param name="image">The reference.</param>
    /// <param name="detail">What the registry said.</param>
    public static Failure ImageAuth(string image, string detail) => new(FailureReason.ImageAuth,
        StatusTexts.ImageAuth.With(image), [detail],
        StatusTexts.ImageAuthStep);

    /// <summary>The image could not be fetched for another reason.</summary>
    /// <param name="image">The reference.</param>
    /// <param name="detail">What happened.</param>
    /// <param name="trouble">What kind of reason, when that is known.</param>
    public static Failure ImagePull(string image, string detail, PullTrouble trouble = PullTrouble.Unknown)
    {
        var (sentence, nextStep) = trouble switch
        {
            PullTrouble.Unreachable => (StatusTexts.ImageUnreachable, StatusTexts.ImageUnreachableStep),
            PullTrouble.Tls => (StatusTexts.ImageTls, StatusTexts.ImageTlsStep),
            PullTrouble.RateLimit => (StatusTexts.ImageRateLimit, StatusTexts.ImageRateLimitStep),
            PullTrouble.NoSpace => (StatusTexts.ImageNoSpace, StatusTexts.ImageNoSpaceStep),
            _ => (StatusTexts.ImagePull, StatusTexts.ImagePullStep),
        };
        return new(FailureReason.ImagePull, sentence.With(image), [detail], nextStep);
    }

    /// <summary>The image cannot be fetched, and the pull secret is not there.</summary>
    /// <param name="secret">Its name.</param>
    /// <param name="detail">What the registry said.</param>
    public static Failure PullSecretNotFound(string secret, string detail) => new(FailureReason.PullSecretNotFound,
        StatusTexts.PullSecretNotFound.With(secret), [detail],
        StatusTexts.PullSecretNotFoundStep);

    /// <summary>No node can take a replica.</summary>
    /// <param name="nodes">How many nodes there are, or null when that is not known.</param>
    /// <param name="lacks">What each group of them lacks, from <see cref="NodeLacks"/>; empty when that is not known.</param>
    /// <param name="detail">What the scheduler said.</param>
    /// <param name="smallerHelps">False when it is the nodes or volumes that are at fault, which no other instance type changes.</param>
    public static Failure Unschedulable(int? nodes, IReadOnlyList<string> lacks, string detail, bool smallerHelps = true) => new(FailureReason.Unschedulable,
        (nodes, lacks) switch
        {
            (null or 0, _) or (_, []) => StatusTexts.Unschedulable,
            (1, _) => StatusTexts.UnschedulableOneNode.With(string.Join(", ", lacks)),
            _ => StatusTexts.UnschedulableNodes.With(nodes, string.Join(", ", lacks)),
        },
        [detail],
        smallerHelps ? StatusTexts.UnschedulableStep : StatusTexts.UnschedulableNodeStep);

    /// <summary>The cluster ended a replica to have its node for others, or for its own sake.</summary>
    /// <param name="detail">What it said.</param>
    public static Failure Evicted(string detail) => new(FailureReason.Unschedulable,
        StatusTexts.Evicted, [detail],
        StatusTexts.EvictedStep);

    /// <summary>A quota, a policy or a webhook of the cluster refuses replicas.</summary>
    /// <param name="detail">What it said.</param>
    public static Failure AdmissionDenied(string detail) => new(FailureReason.AdmissionDenied,
        StatusTexts.AdmissionDenied, [detail],
        StatusTexts.AdmissionDeniedStep);

    /// <summary>The container could not be made or its program not be started.</summary>
    /// <param name="detail">What the cluster said.</param>
    public static Failure ContainerNotStarted(string detail) => new(FailureReason.StartFailed,
        StatusTexts.ContainerNotStarted, [detail],
        StatusTexts.ContainerNotStartedStep);

    /// <summary>An account of ours lacks a permission in the cluster.</summary>
    /// <param name="account">Whose, as the API server names it: <c>system:serviceaccount:modeldeploy:modeldeploy-controller</c>.</param>
    /// <param name="verb">What it may not do: <c>patch</c>.</param>
    /// <param name="resource">With what: <c>deployments.apps</c>.</param>
    /// <param name="inNamespace">Where.</param>
    /// <param name="detail">What the API server said.</param>
    public static Failure MissingPermission(string account, string verb, string resource, string inNamespace, string detail) => new(FailureReason.RuntimeRejected,
        StatusTexts.MissingPermission.With(verb, resource, inNamespace, account), [detail],
        StatusTexts.MissingPermissionStep);

    /// <summary>An object that has the name of one of ours is not ours.</summary>
    /// <param name="name">Its kind and name.</param>
    /// <param name="inNamespace">Where it is.</param>
    public static Failure ForeignChild(string name, string inNamespace) => new(FailureReason.RuntimeRejected,
        StatusTexts.ForeignChild.With(name, inNamespace), [],
        StatusTexts.ForeignChildStep);

    /// <summary>The program could not be started at all.</summary>
    public static Failure StartFailed(string command, string detail) => new(FailureReason.StartFailed,
        StatusTexts.StartFailed.With(command), [detail],
        StatusTexts.StartFailedStep);

    /// <summary>Replicas exit by themselves.</summary>
    /// <param name="how">For example <c>exit code 1</c> or <c>signal SIGSEGV</c>.</param>
    /// <param name="howOften">For example <c>3 times in the last 10 minutes</c>.</param>
    /// <param name="lastLines">The last log lines, at most 20.</param>
    /// <param name="nextStep">What to do, where the exit tells it; null for reading the log.</param>
    public static Failure Crashed(string how, string howOften, EquatableList<string> lastLines, string? nextStep = null) => new(FailureReason.Crashed,
        StatusTexts.Crashed.With(howOften, how), lastLines,
        nextStep ?? StatusTexts.CrashedStep);

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

    /// <summary>All that is wanted is ready, but what is too much has not even been asked to end.</summary>
    /// <param name="deadline">The deployment's.</param>
    /// <param name="progress">How many are ready, and how many are too much.</param>
    public static Failure NotEnded(TimeSpan deadline, string progress) => new(FailureReason.DeadlineExceeded,
        StatusTexts.NotEnded.With(Amounts.Duration(deadline)), [progress],
        StatusTexts.NotEndedStep);

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
