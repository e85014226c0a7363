using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Portal.Components.Outcomes;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Outcomes;

public sealed class OutcomeWatchTests
{
    private static readonly DateTimeOffset Start = AChange.Start;
    private static readonly PersonRef Somebody = new(new PersonKey(PersonKey.LocalIssuer, "grace"), "Grace");

    private static readonly Guid Uid = Guid.NewGuid();

    private readonly OutcomeWatch _watch = new(AChange.Ada.Key, Start);

    [Theory]
    [InlineData(DeploymentPhase.Deployed)]
    [InlineData(DeploymentPhase.Failed)]
    public void What_was_going_on_is_told_once_when_it_ends(DeploymentPhase end)
    {
        var before = Deployment(DeploymentPhase.Deploying, Start.AddMinutes(-1));
        _watch.Load([before]);

        Assert.Equal(["iris"], Told(Deployment(end, Start.AddMinutes(-1))));
        Assert.Empty(Told(Deployment(end, Start.AddMinutes(-1))));
    }

    [Fact]
    public void What_ended_before_anybody_saw_it_begin_is_told() =>
        Assert.Equal(["iris"], Told(Deployment(DeploymentPhase.Deployed, Start.AddSeconds(1))));

    [Fact]
    public void What_had_come_to_rest_before_is_not_told()
    {
        _watch.Load([Deployment(DeploymentPhase.Deployed, Start.AddMinutes(-1))]);

        Assert.Empty(Told(Deployment(DeploymentPhase.Failed, Start.AddMinutes(-1))));
    }

    [Fact]
    public void What_somebody_else_changed_is_theirs()
    {
        _watch.Load([Deployment(DeploymentPhase.Deploying, Start.AddMinutes(-1))]);

        Assert.Empty(Told(Deployment(DeploymentPhase.Deploying, Start.AddSeconds(1), Somebody, generation: 2)));
        Assert.Empty(Told(Deployment(DeploymentPhase.Deployed, Start.AddSeconds(1), Somebody, generation: 2)));
    }

    [Fact]
    public void What_was_stopped_or_deleted_meanwhile_is_not_told()
    {
        Told(Deployment(DeploymentPhase.Deploying, Start.AddSeconds(1)));

        Assert.Empty(Told(Deployment(DeploymentPhase.Stopping, Start.AddSeconds(2))));
        Assert.Empty(_watch.Fold([new DeploymentChange(new DeploymentKey("iris"), null)]));
    }

    [Fact]
    public void A_failure_and_the_recovery_after_it_are_both_told_and_the_next_revision_again()
    {
        Assert.Single(Told(Deployment(DeploymentPhase.Failed, Start.AddSeconds(1))));
        Assert.Single(Told(Deployment(DeploymentPhase.Deployed, Start.AddSeconds(1))));
        Assert.Empty(Told(Deployment(DeploymentPhase.Failed, Start.AddSeconds(1))));
        Assert.Single(Told(Deployment(DeploymentPhase.Deployed, Start.AddSeconds(9), generation: 2)));
    }

    private IReadOnlyList<string> Told(Deployment deployment) =>
        [.. _watch.Fold([new DeploymentChange(deployment.Key, deployment)]).Select(told => told.Id)];

    private static Deployment Deployment(DeploymentPhase phase, DateTimeOffset at, PersonRef? by = null, long generation = 1) =>
        (ADeployment.Named() with { Uid = Uid })
            .WithGeneration(generation)
            .WithLastChange(AChange.Of(ChangeAction.Updated).WithTime(at).WithPerson(by ?? AChange.Ada))
            .WithStatus(status => status with { ObservedGeneration = generation, Phase = phase });
}
