using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Reconciling;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.TestKit.Builders;
using static ModelDeploy.Core.Tests.Reconciling.Assessing;

namespace ModelDeploy.Core.Tests.Reconciling;

/// <summary>When exits add up to a failure, and when they are forgiven.</summary>
public sealed class AssessorCrashTests
{
    [Theory]
    [InlineData(1, false, null)]
    [InlineData(2, false, FailureReason.Crashed)]
    [InlineData(2, true, null)]
    [InlineData(3, true, FailureReason.Crashed)]
    public void A_crash_is_two_exits_without_ever_being_ready_or_three_in_ten_minutes(int exits, bool wasReady, FailureReason? reason)
    {
        var seen = Seen.Replicas(Seen.Of(Newest, 1, ready: false))
            .WithExits(Enumerable.Range(1, exits).Select(i => Seen.Exit(Newest, Start.AddSeconds(i), wasReady)));

        var failure = Assess(ADeployment.Named(), seen, after: TimeSpan.FromMinutes(1)).Status.Failure;

        Assert.Equal(reason, failure?.Reason);
        Assert.True(failure is null || failure.Evidence.Contains("boom"));
    }

    [Fact]
    public void Exits_older_than_ten_minutes_are_forgiven_once_it_was_ready()
    {
        var seen = Seen.Replicas(Seen.Replica("a", Newest) with { Ready = false })
            .WithExits(Enumerable.Range(1, 3).Select(i => Seen.Exit(Newest, Start.AddSeconds(i), wasReady: true)));

        Assert.Equal(FailureReason.Crashed, Assess(ADeployment.Named(), seen, after: TimeSpan.FromMinutes(4)).Status.Failure?.Reason);
        Assert.NotEqual(FailureReason.Crashed, Assess(ADeployment.Named(), seen, after: TimeSpan.FromMinutes(12)).Status.Failure?.Reason);
    }

    [Fact]
    public void A_crash_is_looked_at_again_whenever_an_exit_leaves_the_window()
    {
        var seen = Seen.Replicas(Seen.Replica("a", Newest) with { Ready = false })
            .WithExits(new[] { 0, 5, 6, 7 }.Select(minute => Seen.Exit(Newest, Start.AddMinutes(minute), wasReady: true)));

        var verdict = Assess(ADeployment.Named(), seen, after: TimeSpan.FromMinutes(11));

        Assert.Equal(FailureReason.Crashed, verdict.Status.Failure?.Reason);
        Assert.Equal(Start.AddMinutes(15), verdict.LookAgainAt);
    }

    [Theory]
    [InlineData(0, DeploymentPhase.Deployed, "All 2 replicas are ready", null)]
    [InlineData(1, DeploymentPhase.Deployed, "All 2 replicas are ready. A replica exited once in the last 10 minutes", 11)]
    [InlineData(2, DeploymentPhase.Deployed, "All 2 replicas are ready. A replica exited 2 times in the last 10 minutes", 11)]
    [InlineData(3, DeploymentPhase.Failed, "The model exits by itself: it exited 3 times in the last 10 minutes, last with exit code 1. 2 replicas of 2 still serve.", 5)]
    [InlineData(10, DeploymentPhase.Failed, "The model exits by itself: it exited at least 10 times in the last 10 minutes, last with exit code 1. 2 replicas of 2 still serve.", 5)]
    public void Being_ready_in_between_does_not_heal_a_crash(int exits, DeploymentPhase phase, string message, int? lookAgainAfterMinutes)
    {
        var seen = Seen.Replicas(Seen.Of(Newest, 2)).WithExits(ExitsFrom(Start.AddMinutes(1), exits));

        var verdict = Assess(ADeployment.Named().WithReplicas(2), seen, after: TimeSpan.FromMinutes(4));

        Assert.Equal((phase, message), (verdict.Status.Phase, verdict.Status.Message));
        Assert.Equal(phase is DeploymentPhase.Failed ? FailureReason.Crashed : null, verdict.Status.Failure?.Reason);
        Assert.Equal(lookAgainAfterMinutes is { } minutes ? Start.AddMinutes(minutes) : (DateTimeOffset?)null, verdict.LookAgainAt);
    }

    [Fact]
    public void A_crash_heals_at_the_moment_when_less_than_three_exits_lie_in_the_window()
    {
        var deployment = ADeployment.Named();
        var seen = Seen.Replicas(Seen.Of(Newest, 1)).WithExits(
            new[] { 1, 3, 5 }.Select(minute => Seen.Exit(Newest, Start.AddMinutes(minute), wasReady: true)));

        var crashed = Assess(deployment, seen, after: TimeSpan.FromMinutes(6));
        var healed = Assess(deployment with { Status = crashed.Status }, seen, after: TimeSpan.FromMinutes(11));
        var quiet = Assess(deployment with { Status = healed.Status }, seen, after: TimeSpan.FromMinutes(15));

        Assert.Equal(FailureReason.Crashed, crashed.Status.Failure?.Reason);
        Assert.Equal(Start.AddMinutes(11), crashed.LookAgainAt);
        Assert.Equal((DeploymentPhase.Deployed, Start.AddMinutes(13)), (healed.Status.Phase, healed.LookAgainAt));
        Assert.Equal(("1 replica is ready", (DateTimeOffset?)null), (quiet.Status.Message, quiet.LookAgainAt));
    }

    [Fact]
    public void A_model_that_exits_again_and_again_never_flips_between_failed_and_deployed()
    {
        var deployment = ADeployment.Named();
        List<ReplicaExit> exits = [];
        List<DeploymentPhase> phases = [];
        for (var minute = 1; minute <= 30; minute++)
        {
            if (minute % 3 == 0)
                exits.Add(Seen.Exit(Newest, Start.AddMinutes(minute), wasReady: true));
            var seen = Seen.Replicas(Seen.Of(Newest, 1, ready: minute % 3 != 0)).WithExits(exits.TakeLast(Observation.MostExits));
            deployment = deployment with { Status = Assess(deployment, seen, after: TimeSpan.FromMinutes(minute)).Status };
            phases.Add(deployment.Status.Phase);
        }

        Assert.All(phases[8..], phase => Assert.Equal(DeploymentPhase.Failed, phase));
        Assert.DoesNotContain(DeploymentPhase.Failed, phases[..8]);
    }

    [Fact]
    public void Exits_of_another_template_or_before_the_last_change_do_not_count()
    {
        var changed = ADeployment.Named().WithLastChange(AChange.Of(ChangeAction.Started).WithTime(Start.AddMinutes(1)));
        var seen = Seen.Replicas().WithExits(
            Seen.Exit(Newest, Start.AddSeconds(1)), Seen.Exit(Newest, Start.AddSeconds(2)),
            Seen.Exit(Older, Start.AddMinutes(2)), Seen.Exit(Older, Start.AddMinutes(3)));

        Assert.Null(Assess(changed, seen, after: TimeSpan.FromMinutes(4)).Status.Failure);
    }

    [Fact]
    public void Running_out_of_memory_is_told_with_the_amount()
    {
        var seen = Seen.Replicas().WithExits(
            Seen.Exit(Newest, Start.AddSeconds(1)), Seen.Exit(Newest, Start.AddSeconds(2)) with { OutOfMemory = true, ExitCode = null, Signal = "SIGKILL" });

        var failure = Assess(ADeployment.Named(), seen, Plan() with { Grant = AGrant(Start) }, after: TimeSpan.FromMinutes(1)).Status.Failure;

        Assert.Equal(FailureReason.OutOfMemory, failure?.Reason);
        Assert.Contains("512 MiB", failure!.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<ReplicaExit> ExitsFrom(DateTimeOffset first, int count) =>
        Enumerable.Range(0, count).Select(i => Seen.Exit(Newest, first.AddSeconds(i), wasReady: true));

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public void Setting_the_clock_neither_uses_up_the_deadline_nor_prolongs_it_and_hides_no_crash(int hours)
    {
        var set = TimeSpan.FromHours(hours);
        var jumps = new ClockJumps([new ClockJump(Start.AddSeconds(10), Start.AddSeconds(10) + set)]);

        Assert.Null(AssessAt(Deadline - TimeSpan.FromSeconds(1), Seen.Replicas()));
        Assert.Equal(FailureReason.DeadlineExceeded, AssessAt(Deadline, Seen.Replicas())?.Reason);
        var crashing = Seen.Replicas().WithExits(
            Seen.Exit(Newest, Start.AddSeconds(5)), Seen.Exit(Newest, Start.AddSeconds(15) + set));
        Assert.Equal(FailureReason.Crashed, AssessAt(TimeSpan.FromSeconds(20), crashing)?.Reason);

        Failure? AssessAt(TimeSpan passed, Observation seen) => Assessor.Assess(
            ADeployment.Named(), Plan(), seen, new RuntimeAnswer.Accepted(), Start + passed + set, jumps).Status.Failure;
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public void Setting_the_clock_neither_forgets_an_exit_too_soon_nor_keeps_it_too_long(int hours)
    {
        var set = TimeSpan.FromHours(hours);
        var jumps = new ClockJumps([new ClockJump(Start.AddMinutes(5.5), Start.AddMinutes(5.5) + set)]);
        var seen = Seen.Replicas(Seen.Of(Newest, 1)).WithExits(
            new[] { 1, 3, 5 }.Select(minute => Seen.Exit(Newest, Start.AddMinutes(minute), wasReady: true)));

        var crashed = AssessAt(6);
        var healed = AssessAt(11);

        Assert.Equal((DeploymentPhase.Failed, Start.AddMinutes(11) + set), (crashed.Status.Phase, crashed.LookAgainAt));
        Assert.Equal((DeploymentPhase.Deployed, Start.AddMinutes(13) + set), (healed.Status.Phase, healed.LookAgainAt));

        Verdict AssessAt(int minute) =>
            Assessor.Assess(ADeployment.Named(), Plan(), seen, new RuntimeAnswer.Accepted(), Start.AddMinutes(minute) + set, jumps);
    }
}
