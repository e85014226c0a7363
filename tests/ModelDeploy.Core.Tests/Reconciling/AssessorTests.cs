using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Reconciling;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Core.Tests.Reconciling;

public sealed class AssessorTests
{
    private const string Newest = "new";
    private const string Older = "old";
    private static readonly DateTimeOffset Start = AChange.Start;
    private static readonly TimeSpan Deadline = ASpec.Usual.Deadline;

    [Theory]
    [InlineData(2, 2, 0, DeploymentPhase.Deployed)]
    [InlineData(2, 1, 0, DeploymentPhase.Deploying)]
    [InlineData(2, 0, 2, DeploymentPhase.Deploying)]
    [InlineData(2, 2, 1, DeploymentPhase.Deploying)]
    [InlineData(1, 2, 0, DeploymentPhase.Deploying)]
    [InlineData(1, 0, 0, DeploymentPhase.Deploying)]
    public void Deployed_means_exactly_the_wanted_replicas_of_the_newest_template(int wanted, int updated, int older, DeploymentPhase phase)
    {
        var seen = Seen.Replicas([.. Seen.Of(Newest, updated), .. Seen.Of(Older, older)]);

        Assert.Equal(phase, Assess(ADeployment.Named().WithReplicas(wanted), seen).Status.Phase);
    }

    [Fact]
    public void A_replica_that_is_not_ready_does_not_count_as_available()
    {
        var verdict = Assess(ADeployment.Named().WithReplicas(2), Seen.Replicas(Seen.Replica("a", Newest), Seen.Replica("b", Newest, ready: false)));

        Assert.Equal(DeploymentPhase.Deploying, verdict.Status.Phase);
        Assert.Equal("1 of 2 replicas ready", verdict.Status.Message);
        Assert.Equal(Start + Deadline, verdict.LookAgainAt);
    }

    [Theory]
    [InlineData(1, 3, 0, "1 of 1 replica ready, 2 too many left")]
    [InlineData(2, 1, 2, "1 of 2 replicas ready, 2 of an older revision left")]
    public void What_is_still_to_go_is_told(int wanted, int updated, int older, string message)
    {
        var seen = Seen.Replicas([.. Seen.Of(Newest, updated), .. Seen.Of(Older, older)]);

        Assert.Equal(message, Assess(ADeployment.Named().WithReplicas(wanted), seen).Status.Message);
    }

    [Fact]
    public void The_status_names_the_generation_it_is_about()
    {
        Assert.Equal(7, Assess(ADeployment.Named().WithGeneration(7), Seen.Replicas()).Status.ObservedGeneration);
    }

    [Fact]
    public void The_status_keeps_since_when_its_generation_is_in_its_phase()
    {
        var minute = TimeSpan.FromMinutes(1);
        var deployment = ADeployment.Named();
        DeploymentStatus Look(Observation seen, int minutes) => (deployment = deployment with { Status = Assess(deployment, seen, after: minutes * minute).Status }).Status;
        var (starting, ready) = (Seen.Replicas(Seen.Replica("a", Newest, ready: false)), Seen.Replicas(Seen.Replica("a", Newest)));

        Assert.Equal(Start, Look(starting, 0).PhaseSince);
        Assert.Equal(Start, Look(starting, 1).PhaseSince);
        Assert.Equal(Start + 2 * minute, Look(ready, 2).PhaseSince);
        Assert.Equal(Start + 2 * minute, Look(ready.WithExits(Seen.Exit(Newest, Start + minute)), 3).PhaseSince);
        deployment = deployment.WithGeneration(2);
        Assert.Equal(Start + 4 * minute, Look(ready, 4).PhaseSince);
    }

    [Fact]
    public void Time_up_with_a_failing_probe_is_not_ready()
    {
        var seen = Seen.Replicas(Seen.Replica("a", Newest).WithFailingProbe());

        var before = Assess(ADeployment.Named(), seen, after: Deadline - TimeSpan.FromSeconds(1));
        var after = Assess(ADeployment.Named(), seen, after: Deadline);

        Assert.Equal(DeploymentPhase.Deploying, before.Status.Phase);
        Assert.Equal(FailureReason.NotReady, after.Status.Failure?.Reason);
        Assert.Equal(DeploymentPhase.Failed, after.Status.Phase);
    }

    [Fact]
    public void Time_up_with_nothing_known_is_the_deadline()
    {
        Assert.Equal(FailureReason.DeadlineExceeded, Assess(ADeployment.Named(), Seen.Replicas(), after: Deadline).Status.Failure?.Reason);
    }

    [Fact]
    public void A_replica_that_has_not_answered_yet_leaves_the_reason_as_it_was()
    {
        var seen = Seen.Replicas(Seen.Replica("a", Newest).WithFailingProbe());
        var failed = ADeployment.Named();
        failed = failed with { Status = Assess(failed, seen, after: Deadline).Status };
        var anew = Seen.Replicas(Seen.Replica("a", Newest, ready: false));

        var again = Assess(failed, anew, after: Deadline + TimeSpan.FromMinutes(1)).Status;
        var changed = Assess(failed with { Generation = 2 }, anew, after: Deadline + TimeSpan.FromMinutes(1)).Status;

        Assert.Equal(failed.Status.Failure, again.Failure);
        Assert.Equal(failed.Status.ChangedAt, again.ChangedAt);
        Assert.Equal(FailureReason.DeadlineExceeded, changed.Failure?.Reason);
    }

    [Fact]
    public void Waiting_for_quota_does_not_count_against_the_deadline()
    {
        var granted = Plan() with { Grant = AGrant(at: Start + Deadline) };

        var verdict = Assess(ADeployment.Named(), Seen.Replicas(), granted, after: Deadline + TimeSpan.FromMinutes(1));

        Assert.Equal(DeploymentPhase.Deploying, verdict.Status.Phase);
        Assert.Equal(Start + Deadline + Deadline, verdict.LookAgainAt);
    }

    [Fact]
    public void Losing_a_replica_starts_the_clock_again()
    {
        var deployed = Deployed(ADeployment.Named().WithReplicas(2), after: TimeSpan.FromHours(1));

        var verdict = Assess(deployed, Seen.Replicas(Seen.Of(Newest, 1)), after: TimeSpan.FromHours(2));

        Assert.Equal(DeploymentPhase.Deploying, verdict.Status.Phase);
        Assert.Equal(Start + TimeSpan.FromHours(2), verdict.Status.LostReplicaAt);
        Assert.Equal(Start + TimeSpan.FromHours(2) + Deadline, verdict.LookAgainAt);
    }

    [Fact]
    public void A_failure_heals_by_itself_and_leaves_no_text_behind()
    {
        var failed = ADeployment.Named();
        failed = failed with { Status = Assess(failed, Seen.Replicas(), after: Deadline).Status };

        var healed = Assess(failed, Seen.Replicas(Seen.Of(Newest, 1)), after: TimeSpan.FromHours(1)).Status;

        Assert.Equal(DeploymentPhase.Deployed, healed.Phase);
        Assert.Null(healed.Failure);
        Assert.Equal("1 replica is ready", healed.Message);
    }

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

    [Fact]
    public void A_certain_problem_fails_at_once_and_a_failing_probe_does_not()
    {
        var certain = Seen.Replica("a", Newest, ready: false) with
        {
            Problem = new ReplicaProblem(Failures.StartFailed("serve", "no such file"), Start, Certain: true),
        };

        Assert.Equal(FailureReason.StartFailed, Assess(ADeployment.Named(), Seen.Replicas(certain)).Status.Failure?.Reason);
        Assert.Null(Assess(ADeployment.Named(), Seen.Replicas(Seen.Replica("a", Newest).WithFailingProbe())).Status.Failure);
    }

    [Fact]
    public void A_problem_of_a_replica_that_is_being_ended_fails_nothing()
    {
        var leaving = Seen.Replica("b", Newest, ready: false) with
        {
            State = ReplicaState.Stopping,
            Problem = new ReplicaProblem(Failures.StartFailed("serve", "no such file"), Start, Certain: true),
        };

        Assert.Null(Assess(ADeployment.Named(), Seen.Replicas(Seen.Replica("a", Newest), leaving)).Status.Failure);
    }

    [Fact]
    public void A_failed_newest_revision_says_which_one_still_serves()
    {
        var deployed = Deployed(ADeployment.Named(), template: Older);
        var updated = deployed with { Generation = 2 };

        var verdict = Assess(updated, Seen.Replicas(Seen.Of(Older, 1)), Plan(refusal: Failures.GroupDisabled("demo")));

        Assert.Equal(DeploymentPhase.Failed, verdict.Status.Phase);
        Assert.EndsWith("Revision 1 still serves.", verdict.Status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_released_altogether_serves_no_more()
    {
        var deployed = Deployed(ADeployment.Named());

        Assert.Null(Assess(deployed, Seen.Replicas(), Plan(refusal: Failures.GroupDisabled("demo"))).Status.LastDeployed);
    }

    [Fact]
    public void What_the_runtime_rejects_is_failed_with_its_words()
    {
        var answer = new RuntimeAnswer.Rejected(Failures.ImageNotFound("nope:1", ["modeldeploy/iris:1.0"]));

        var status = Assessor.Assess(ADeployment.Named(), Plan(), Seen.Replicas(), answer, Start).Status;

        Assert.Equal(FailureReason.ImageNotFound, status.Failure?.Reason);
        Assert.Contains("modeldeploy/iris:1.0", status.Failure!.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public void Stopping_becomes_stopped_when_nothing_runs()
    {
        var stopped = ADeployment.Named().Stopped();

        Assert.Equal(DeploymentPhase.Stopping, Assess(stopped, Seen.Replicas(Seen.Of(Newest, 1))).Status.Phase);
        Assert.Equal(DeploymentPhase.Stopped, Assess(stopped, Seen.Replicas()).Status.Phase);
    }

    [Fact]
    public void A_deleted_one_is_stopping_until_the_runtime_holds_nothing()
    {
        var deleted = ADeployment.Named().Deleted();

        var during = Assess(deleted, Seen.Replicas(Seen.Of(Newest, 1)));
        var kept = Assess(deleted, Seen.Replicas());
        var after = Assess(deleted, Observation.Nothing);

        Assert.Equal((DeploymentPhase.Stopping, "Deleting", false), (during.Status.Phase, during.Status.Message, during.Finished));
        Assert.False(kept.Finished);
        Assert.True(after.Finished);
    }

    [Fact]
    public void An_unreachable_runtime_changes_no_phase_and_says_since_when()
    {
        var deployed = Deployed(ADeployment.Named());

        var first = Assess(deployed, Observation.Unknown("connection refused"), after: TimeSpan.FromMinutes(3)).Status;
        var later = Assess(deployed with { Status = first }, Observation.Unknown("connection refused"), after: TimeSpan.FromMinutes(9)).Status;

        Assert.Equal(DeploymentPhase.Deployed, first.Phase);
        Assert.Equal("Nothing is known since 2026-03-01 09:03:00 UTC: connection refused", first.Message);
        Assert.Equal(first, later);
    }

    [Fact]
    public void An_unreachable_runtime_does_not_vouch_for_a_newer_generation()
    {
        var updated = Deployed(ADeployment.Named()) with { Generation = 2 };

        var status = Assess(updated, Observation.Unknown("connection refused")).Status;

        Assert.Equal(1, status.ObservedGeneration);
        Assert.Equal(DeploymentPhase.Deploying, (updated with { Status = status }).Phase);
    }

    [Fact]
    public void The_same_world_gives_the_same_status()
    {
        var seen = Seen.Replicas(Seen.Of(Newest, 1));
        var deployed = Deployed(ADeployment.Named());

        Assert.Equal(deployed.Status, Assess(deployed, seen, after: TimeSpan.FromHours(3)).Status);
    }

    private static IEnumerable<ReplicaExit> ExitsFrom(DateTimeOffset first, int count) =>
        Enumerable.Range(0, count).Select(i => Seen.Exit(Newest, first.AddSeconds(i), wasReady: true));

    private static Deployment Deployed(Deployment deployment, string template = Newest, TimeSpan after = default)
    {
        var verdict = Assess(deployment, Seen.Replicas(Seen.Of(template, deployment.Spec.Replicas)), Plan() with { Template = template }, after);
        Assert.Equal(DeploymentPhase.Deployed, verdict.Status.Phase);
        return deployment with { Status = verdict.Status };
    }

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

    private static Verdict Assess(Deployment deployment, Observation seen, Plan? plan = null, TimeSpan after = default) =>
        Assessor.Assess(deployment, plan ?? Plan(), seen, new RuntimeAnswer.Accepted(), Start + after);

    private static Plan Plan(Failure? refusal = null) =>
        new() { Step = new RuntimeStep.Keep(), Template = Newest, Refusal = refusal };

    private static Grant AGrant(DateTimeOffset at) => new()
    {
        Template = Newest,
        Inputs = "inputs",
        Each = new Resources(0.5m, 512L << 20, 0),
        Replicas = 1,
        Surge = 0,
        Total = new Resources(0.5m, 512L << 20, 0),
        At = at,
    };
}
