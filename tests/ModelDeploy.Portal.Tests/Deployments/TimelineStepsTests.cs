using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Portal.Components.Deployments.Detail.Timeline;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Deployments;

public sealed class TimelineStepsTests
{
    private static readonly DateTimeOffset Accepted = AChange.Start;
    private static readonly DateTimeOffset Later = AChange.Start.AddSeconds(30);

    private static readonly Grant Given = new()
    {
        Template = "new",
        Inputs = "inputs",
        Each = new Resources(0.5m, 512L << 20, 0),
        Replicas = 2,
        Surge = 0,
        Total = new Resources(1, 1L << 30, 0),
        At = Accepted.AddSeconds(1),
    };

    public static TheoryData<string, DeploymentStatus, string[]> Statuses() => new()
    {
        { "not looked at yet", Status() with { ObservedGeneration = 0 }, ["Done Created", "Current Waits for its turn"] },
        { "asking", Status(), ["Done Created", "Current Asks for quota", "Pending 2 replicas to come", "Pending Deployed"] },
        {
            "no room", Status() with { Waiting = Given, Phase = DeploymentPhase.Failed, Failure = Failures.GroupDisabled("demo") },
            ["Done Created", "Trouble Waits for room in the quota", "Trouble Failed: Model Deployment is off for the group"]
        },
        {
            "starting", Granted(Seen.Replica("a", "new", ready: false)),
            ["Done Created", "Done Quota granted", "Current a is starting", "Pending 1 replica to come", "Pending Deployed"]
        },
        {
            "a rollout before the first is ready", Granted(Seen.Replica("a", "new", ready: false), Seen.Replica("z", "old")),
            ["Done Created", "Done Quota granted", "Current a is starting", "Pending 1 replica to come", "Pending Requests move to the new replicas", "Pending Deployed"]
        },
        {
            "a rollout under way", Granted(Seen.Replica("a", "new"), Seen.Replica("z", "old")) with { Available = 1 },
            ["Done Created", "Done Quota granted", "Done a is ready", "Pending 1 replica to come", "Current Requests move to the new replicas", "Pending Deployed"]
        },
        {
            "deployed", Granted(Seen.Of("new", 2)) with { Available = 2, Phase = DeploymentPhase.Deployed, PhaseSince = Later },
            ["Done Created", "Done Quota granted", "Done new-1 is ready", "Done new-2 is ready", "Done Deployed"]
        },
        {
            "one lost", Granted(Seen.Replica("a", "new"), Seen.Replica("b", "new", ready: false) with { State = ReplicaState.Waiting, Restarts = 1 }) with { LostReplicaAt = Later },
            ["Done Created", "Done Quota granted", "Trouble A replica was lost", "Done a is ready", "Trouble b waits to be started again", "Pending Deployed"]
        },
        {
            "many", Granted([.. Seen.Of("new", 7), Seen.Replica("x", "new", ready: false)]) with { Wanted = 8 },
            ["Done Created", "Done Quota granted", "Done new-1 is ready", "Done new-2 is ready", "Done new-3 is ready", "Done new-4 is ready", "Done new-5 is ready", "Current 3 more, 2 of them ready", "Pending Deployed"]
        },
        { "failed elsewhere", Elsewhere(DeploymentPhase.Failed, Seen.Replica("a", "", ready: false)), ["Done Created", "Current a is starting", "Trouble Failed"] },
        { "deploying elsewhere", Elsewhere(DeploymentPhase.Deploying), ["Done Created", "Pending 2 replicas to come", "Pending Deployed"] },
        { "deployed elsewhere", Elsewhere(DeploymentPhase.Deployed, Seen.Of("any", 2)), ["Done Created", "Done any-1 is ready", "Done any-2 is ready", "Done Deployed"] },
        { "not taken up elsewhere", Elsewhere(DeploymentPhase.Deployed) with { ObservedGeneration = 0 }, ["Done Created", "Current Waits for its turn"] },
        { "unreachable", Granted(Seen.Of("new", 2)) with { UnknownSince = Later, Message = "Nothing is known" }, ["Done Created", "Trouble Nothing is known"] },
    };

    [Theory]
    [MemberData(nameof(Statuses))]
    public void The_steps_follow_from_the_status(string name, DeploymentStatus status, string[] steps)
    {
        Assert.NotEmpty(name);
        Assert.Equal(steps, Told(Two.WithStatus(_ => status)));
    }

    [Fact]
    public void Moments_are_those_that_were_noted()
    {
        var steps = TimelineSteps.Of(Two.WithStatus(_ => Granted(Seen.Of("new", 2)) with { Phase = DeploymentPhase.Deployed, PhaseSince = Later }));

        Assert.Equal([Accepted, Given.At, Accepted, Accepted, Later], steps.Select(step => step.At));
    }

    [Fact]
    public void A_grant_from_before_the_change_has_no_moment_in_its_timeline()
    {
        var changed = Two.WithLastChange(AChange.Of(ChangeAction.Updated) with { At = Later });

        var step = TimelineSteps.Of(changed.WithStatus(_ => Granted(Seen.Of("new", 2)))).Single(step => step.Text == "Quota kept");

        Assert.Null(step.At);
    }

    [Fact]
    public void What_was_so_before_the_change_has_no_moment_in_its_timeline()
    {
        var changed = Two.WithLastChange(AChange.Of(ChangeAction.Updated) with { At = Later });

        var steps = TimelineSteps.Of(changed.WithStatus(_ => Granted(Seen.Of("new", 2)) with { Phase = DeploymentPhase.Deployed, PhaseSince = Accepted }));

        Assert.Equal([Later, null, null, null, null], steps.Select(step => step.At));
    }

    [Theory]
    [InlineData(ChangeAction.Stopped, "Stop requested")]
    [InlineData(ChangeAction.Started, "Start requested")]
    [InlineData(ChangeAction.Deleted, "Deletion requested")]
    [InlineData(ChangeAction.Updated, "Updated")]
    public void An_accepted_change_does_not_claim_to_be_done(ChangeAction action, string text) =>
        Assert.Equal(text, TimelineSteps.Of(Two.WithLastChange(AChange.Of(action)))[0].Text);

    [Fact]
    public void The_deadline_counts_from_the_grant()
    {
        var last = TimelineSteps.Of(Two.WithStatus(_ => Granted()))[^1];

        Assert.Contains($"until {Given.At + Two.Spec.Deadline:HH:mm:ss} UTC", last.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stop_ends_replicas_first()
    {
        var stopping = Two.Stopped().WithStatus(_ => Granted(Seen.Of("new", 2)) with { Phase = DeploymentPhase.Stopping });
        var stopped = Two.Stopped().WithStatus(_ => Status() with { Phase = DeploymentPhase.Stopped, PhaseSince = Later });

        Assert.Equal(["Done Created", "Current Replicas finish what they do and end", "Pending Stopped"], Told(stopping));
        Assert.Equal(["Done Created", "Done Stopped"], Told(stopped));
    }

    [Fact]
    public void A_deletion_ends_with_nothing_left() =>
        Assert.Equal(["Done Deletion requested", "Current Replicas finish what they do and end", "Pending Removed"], Told(Two.Deleted().WithStatus(_ => Granted(Seen.Of("new", 1)))));

    private static Deployment Two => ADeployment.Named().WithReplicas(2);

    private static DeploymentStatus Status() => new() { ObservedGeneration = 1, Wanted = 2, Template = "new" };

    private static DeploymentStatus Elsewhere(DeploymentPhase phase, params IEnumerable<ReplicaObservation> replicas) =>
        new() { IsForeign = true, ObservedGeneration = 1, Wanted = 2, Phase = phase, Message = "As it says", Replicas = replicas.ToEquatableList() };

    private static DeploymentStatus Granted(params IEnumerable<ReplicaObservation> replicas) =>
        Status() with { Grant = Given, Replicas = replicas.ToEquatableList() };

    private static IEnumerable<string> Told(Deployment deployment) => TimelineSteps.Of(deployment).Select(step => $"{step.State} {step.Text}");
}
