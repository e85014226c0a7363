using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Kubernetes.Runtime.Diagnosing;
using ModelDeploy.Kubernetes.Runtime.Objects;
using ModelDeploy.Kubernetes.Runtime.Observing;

namespace ModelDeploy.Kubernetes.Tests.Runtime.Diagnosing;

public sealed class PodDiagnosisTests
{
    private const string Refused = """Failed to pull image "tea/pot:1": dial tcp 127.0.0.1:80: connect: connection refused""";
    private static readonly PodEvidence Asked = PodEvidence.None with { AskedAt = APod.Start };

    [Theory]
    [InlineData(29, false)]
    [InlineData(30, true)]
    public void A_pod_that_fits_nowhere_is_certain_after_half_a_minute(int seconds, bool certain)
    {
        var pod = APod.Named().WithCondition(new Condition("PodScheduled", "False", "Unschedulable", "0/1 nodes are available: 1 Insufficient cpu.", APod.Start));

        var problem = Diagnose(pod, after: seconds)!;

        Assert.Equal((FailureReason.Unschedulable, certain, APod.Start), (problem.Failure.Reason, problem.Certain, problem.Since));
    }

    [Theory]
    [InlineData("InvalidImageName", "couldn't parse image reference", FailureReason.ImageInvalid, true)]
    [InlineData("ErrImageNeverPull", "not present", FailureReason.ImageNotFound, true)]
    [InlineData("ErrImagePull", "manifest unknown", FailureReason.ImageNotFound, false)]
    [InlineData("ImagePullBackOff", "Back-off pulling image \"tea/pot:1\": ErrImagePull: manifest unknown", FailureReason.ImageNotFound, true)]
    [InlineData("CreateContainerConfigError", "secret \"nope\" not found", FailureReason.StartFailed, true)]
    [InlineData("CreateContainerError", "context deadline exceeded", FailureReason.StartFailed, false)]
    [InlineData("RunContainerError", "exec: \"/nope\": stat /nope: no such file or directory", FailureReason.StartFailed, true)]
    [InlineData("RunContainerError", "exec /serve: exec format error", FailureReason.ImageInvalid, true)]
    public void What_a_container_waits_for_is_told(string reason, string message, FailureReason expected, bool certain)
    {
        var problem = Diagnose(APod.Named().With(APod.Waiting(reason, message)))!;

        Assert.Equal((expected, certain), (problem.Failure.Reason, problem.Certain));
        Assert.Equal(message, Assert.Single(problem.Failure.Evidence));
    }

    [Fact]
    public void A_back_off_is_certain_once_the_cause_is_known_from_an_event()
    {
        var pod = APod.Named().With(APod.Waiting("ImagePullBackOff", "Back-off pulling image \"tea/pot:1\""));
        PodEvidence told = Asked with { Warnings = [APod.Warning("Failed", Refused, 1), APod.Warning("Failed", "Error: ImagePullBackOff", 2)] };

        Assert.False(Diagnose(pod)!.Certain);
        var problem = Diagnose(pod, told)!;
        Assert.Equal((FailureReason.ImagePull, true), (problem.Failure.Reason, problem.Certain));
        Assert.Equal(Refused, Assert.Single(problem.Failure.Evidence));
    }

    [Fact]
    public void The_cause_of_a_back_off_may_have_been_seen_before_it()
    {
        var story = PodStory.None
            .With(APod.Named().With(APod.Waiting("ErrImagePull", "401 Unauthorized")))
            .With(APod.Named().With(APod.Waiting("ImagePullBackOff", "Back-off")));

        var problem = PodDiagnosis.Of(APod.Named().With(APod.Waiting("ImagePullBackOff", "Back-off")), story, PodEvidence.None, APod.Start)!;

        Assert.Equal((FailureReason.ImageAuth, true), (problem.Failure.Reason, problem.Certain));
    }

    [Fact]
    public void A_pull_secret_that_is_not_there_is_the_better_reason()
    {
        var pod = APod.Named().With(APod.Waiting("ImagePullBackOff", "ErrImagePull: 401 Unauthorized"));
        pod = pod with { Spec = pod.Spec! with { ImagePullSecrets = [new SecretName("tea")] } };

        Assert.Equal(FailureReason.ImageAuth, Diagnose(pod)!.Failure.Reason);
        Assert.Equal(FailureReason.PullSecretNotFound, Diagnose(pod, Asked with { IsPullSecretMissing = true })!.Failure.Reason);
    }

    [Fact]
    public void A_start_that_failed_is_no_exit_and_stays_told_while_it_is_tried_again()
    {
        const string Said = "unable to start container process: exec: \"/nope\": stat /nope: no such file or directory: unknown";
        var failed = APod.Ended(4, 0, 60, code: 128, reason: "StartError", message: Said);
        var pod = APod.Named().With(APod.Waiting("CrashLoopBackOff", "back-off 2m40s"), failed, restarts: 4);

        var problem = Diagnose(pod)!;

        Assert.Equal((FailureReason.StartFailed, true, APod.Start), (problem.Failure.Reason, problem.Certain, problem.Since));
        Assert.Empty(PodExits.Of(pod, PodStory.None.With(pod), PodEvidence.None));
    }

    [Fact]
    public void An_exit_is_told_on_its_own() =>
        Assert.Null(Diagnose(APod.Named().With(APod.Waiting("CrashLoopBackOff", "back-off 10s"), APod.Ended(1, 3, 4), restarts: 1)));

    [Fact]
    public void A_failing_check_is_told_once_kubelet_has_complained_of_this_run()
    {
        var pod = APod.Named().With(APod.Running(since: 60), restarts: 1);

        Assert.Null(Diagnose(pod, Asked, after: 65));
        Assert.Null(Diagnose(pod, Asked with { Warnings = [APod.Warning("Unhealthy", "Startup probe failed: connection refused", 20)] }, after: 65));
        var problem = Diagnose(pod, Asked with { Warnings = [APod.Warning("Unhealthy", "Startup probe failed: HTTP probe failed with statuscode: 503", 70)] })!;
        Assert.Equal((FailureReason.NotReady, false, APod.Start.AddSeconds(60)), (problem.Failure.Reason, problem.Certain, problem.Since));
        Assert.Equal("Connect to port 9000: HTTP 503", Assert.Single(problem.Failure.Evidence));
    }

    [Fact]
    public void A_check_that_has_not_passed_for_a_while_fails_also_when_kubelet_is_late_to_say_so()
    {
        var problem = Diagnose(APod.Named().With(APod.Running(since: 60), restarts: 1), Asked, after: 70)!;

        Assert.Equal((FailureReason.NotReady, false), (problem.Failure.Reason, problem.Certain));
        Assert.Equal("Connect to port 9000: not passed yet", Assert.Single(problem.Failure.Evidence));
    }

    [Fact]
    public void A_volume_that_cannot_be_mounted_is_told_at_the_deadline()
    {
        var pod = APod.Named().With(APod.Waiting("ContainerCreating"));

        var problem = Diagnose(pod, Asked with { Warnings = [APod.Warning("FailedMount", "secret \"x\" not found", 10)] })!;

        Assert.Equal((FailureReason.StartFailed, false), (problem.Failure.Reason, problem.Certain));
        Assert.Null(Diagnose(pod, Asked));
    }

    [Theory]
    [InlineData(65, 143, true)] // in the run that ended
    [InlineData(65, 1, true)]
    [InlineData(30, 143, true)] // in the run before: kubelet has fallen silent
    [InlineData(30, 1, false)]
    [InlineData(90, 143, false)] // in the next one
    public void A_liveness_check_is_behind_the_end_of_the_run_in_which_it_failed(int complained, int code, bool isBehind)
    {
        var pod = APod.Named().With(APod.Waiting("CrashLoopBackOff"), APod.Ended(1, 60, 70, code), restarts: 2);
        var told = Asked with { Warnings = [APod.Warning("Unhealthy", "Liveness probe failed: HTTP probe failed with statuscode: 500", complained)] };

        var exits = PodExits.Of(pod, PodStory.None.With(pod), told);

        Assert.Equal(isBehind ? FailureReason.NotReady : null, exits[^1].Because?.Reason);
    }

    private static ReplicaProblem? Diagnose(PodObject pod, PodEvidence? evidence = null, int after = 100) =>
        PodDiagnosis.Of(pod, PodStory.None.With(pod), evidence ?? PodEvidence.None, APod.Start.AddSeconds(after));
}
