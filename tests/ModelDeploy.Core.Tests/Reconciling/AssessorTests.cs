using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Reconciling;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.TestKit.Builders;
using static ModelDeploy.Core.Tests.Reconciling.Assessing;

namespace ModelDeploy.Core.Tests.Reconciling;

public sealed class AssessorTests
{
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

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 5)]
    public void What_keeps_replicas_from_being_made_at_all_fails_it_at_once_when_certain_and_else_at_the_deadline(bool certain, int minutes)
    {
        var denied = new ReplicaProblem(Failures.RuntimeRejected("denied by policy"), Start, certain);

        var verdict = Assess(ADeployment.Named(), new Observation { Exists = true, Problem = denied }, after: TimeSpan.FromMinutes(minutes));

        Assert.Equal(denied.Failure, verdict.Status.Failure);
    }

    [Fact]
    public void What_may_keep_callers_from_ready_replicas_is_told_and_never_a_failure()
    {
        var noted = Seen.Replicas(Seen.Of(Newest, 2)) with { Note = "Its Ingress is not served" };
        var exited = noted.WithExits(Seen.Exit(Newest, Start.AddMinutes(1), wasReady: true));
        var starting = Seen.Replicas(Seen.Of(Newest, 2, ready: false)) with { Note = "Its Ingress is not served" };
        var deployment = ADeployment.Named().WithReplicas(2);

        var (told, both, early) = (Assess(deployment, noted, after: Deadline * 2).Status, Assess(deployment, exited, after: TimeSpan.FromMinutes(2)).Status, Assess(deployment, starting).Status);

        Assert.Equal((DeploymentPhase.Deployed, "All 2 replicas are ready. Its Ingress is not served"), (told.Phase, told.Message));
        Assert.Null(told.Failure);
        Assert.Equal("All 2 replicas are ready. A replica exited once in the last 10 minutes. Its Ingress is not served", both.Message);
        Assert.Equal((DeploymentPhase.Deploying, "0 of 2 replicas ready"), (early.Phase, early.Message));
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
}
