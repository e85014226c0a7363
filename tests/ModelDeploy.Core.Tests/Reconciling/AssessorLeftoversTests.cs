using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.TestKit.Builders;
using static ModelDeploy.Core.Tests.Reconciling.Assessing;

namespace ModelDeploy.Core.Tests.Reconciling;

public sealed class AssessorLeftoversTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PastDeadline = Deadline + TimeSpan.FromSeconds(1);

    // Two are wanted. Ready ones of the newest template, starting ones of it; then those that go: of which template, and what they do.
    [Theory]
    [InlineData(2, 0, Older, ReplicaState.Stopping, false, null)]
    [InlineData(2, 0, Older, ReplicaState.Stopping, true, null)] // an object of before is slow to go
    [InlineData(2, 0, Newest, ReplicaState.Stopping, true, null)] // a scale-down, or a lost replica that is replaced
    [InlineData(2, 0, Older, ReplicaState.Running, false, null)]
    [InlineData(2, 0, Older, ReplicaState.Running, true, FailureReason.DeadlineExceeded)] // nobody asks it to end
    [InlineData(2, 0, Older, ReplicaState.Starting, true, FailureReason.DeadlineExceeded)]
    [InlineData(2, 0, Newest, ReplicaState.Running, true, FailureReason.DeadlineExceeded)] // a scale-down that nobody carries out
    [InlineData(1, 0, Older, ReplicaState.Stopping, true, FailureReason.DeadlineExceeded)]
    [InlineData(1, 1, Older, ReplicaState.Stopping, true, FailureReason.DeadlineExceeded)]
    [InlineData(1, 0, Newest, ReplicaState.Stopping, true, FailureReason.DeadlineExceeded)] // a lost replica that is not replaced
    [InlineData(1, 1, Newest, ReplicaState.Stopping, false, null)]
    public void What_was_asked_to_end_is_no_reason_to_fail(
        int ready, int starting, string template, ReplicaState state, bool pastDeadline, FailureReason? reason)
    {
        var seen = Seen.Replicas(
            [.. Seen.Of(Newest, ready), .. Seen.Of(Newest, starting, ready: false).Select(replica => replica with { Name = "b" }), Going("z", template, state)]);

        var status = Assess(ADeployment.Named().WithReplicas(2), seen, after: pastDeadline ? PastDeadline : TimeSpan.FromSeconds(1)).Status;

        Assert.Equal((reason is null ? DeploymentPhase.Deploying : DeploymentPhase.Failed, reason), (status.Phase, status.Failure?.Reason));
    }

    [Theory]
    [InlineData(Older, "2 of 2 replicas ready, 1 of an older revision left")]
    [InlineData(Newest, "2 of 2 replicas ready, 1 too many left")]
    public void One_that_does_not_end_is_named_a_minute_after_it_was_asked_to(string template, string before)
    {
        var seen = Seen.Replicas([.. Seen.Of(Newest, 2), Going("iris-z", template, ReplicaState.Stopping)]);
        var deployment = ADeployment.Named().WithReplicas(2);

        var early = Assess(deployment, seen, after: Patience - TimeSpan.FromSeconds(1));
        var due = Assess(deployment, seen, after: Patience);
        var late = Assess(deployment with { Status = due.Status }, seen, after: TimeSpan.FromHours(2));

        Assert.Equal((before, Start + Patience), (early.Status.Message, early.LookAgainAt));
        Assert.StartsWith(
            before + ". The replica iris-z was asked to end at 2026-03-01 09:00:00 UTC and takes no requests, but is not gone",
            due.Status.Message, StringComparison.Ordinal);
        Assert.Equal(Start + Deadline, due.LookAgainAt);
        Assert.Equal(due.Status, late.Status);
        Assert.Null(late.LookAgainAt);
    }

    [Fact]
    public void Of_several_that_do_not_end_the_first_is_named_and_the_others_that_are_due_are_counted()
    {
        var late = Going("iris-y", Older, ReplicaState.Stopping) with { Since = Start + TimeSpan.FromHours(1) };
        var seen = Seen.Replicas([.. Seen.Of(Newest, 1), Going("iris-w", Older, ReplicaState.Stopping), Going("iris-x", Older, ReplicaState.Stopping), late]);

        var verdict = Assess(ADeployment.Named(), seen, after: TimeSpan.FromHours(1));

        Assert.Contains("The replica iris-w and 1 more were asked to end", verdict.Status.Message, StringComparison.Ordinal);
        Assert.Equal(Start + TimeSpan.FromHours(1) + Patience, verdict.LookAgainAt);
    }

    [Fact]
    public void What_nobody_asks_to_end_is_told_as_that_and_not_as_a_slow_model()
    {
        var seen = Seen.Replicas([.. Seen.Of(Newest, 2), Going("z", Newest, ReplicaState.Running)]);

        var status = Assess(ADeployment.Named().WithReplicas(2), seen, after: PastDeadline).Status;

        Assert.Equal(Failures.NotEnded(Deadline, "2 of 2 replicas ready, 1 too many left"), status.Failure);
        Assert.EndsWith("3 replicas of 3 still serve.", status.Message, StringComparison.Ordinal);
    }

    private static ReplicaObservation Going(string name, string template, ReplicaState state) =>
        Seen.Replica(name, template, ready: state is ReplicaState.Running) with { State = state };
}
