using ModelDeploy.Core.Deployments;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Core.Tests.Deployments;

public sealed class PhaseTests
{
    [Theory]
    [InlineData(1, 1, false, DeploymentPhase.Deployed, DeploymentPhase.Deployed)]
    [InlineData(2, 1, false, DeploymentPhase.Deployed, DeploymentPhase.Deploying)]
    [InlineData(2, 1, true, DeploymentPhase.Deployed, DeploymentPhase.Stopping)]
    [InlineData(2, 1, false, DeploymentPhase.Failed, DeploymentPhase.Deploying)]
    [InlineData(1, 0, false, DeploymentPhase.Deploying, DeploymentPhase.Deploying)]
    [InlineData(2, 2, true, DeploymentPhase.Stopped, DeploymentPhase.Stopped)]
    public void An_older_observation_never_speaks_for_a_newer_generation(
        long generation, long observed, bool stop, DeploymentPhase assessed, DeploymentPhase shown)
    {
        var deployment = ADeployment.Named().WithGeneration(generation).WithSpec(spec => spec with { Stop = stop })
            .WithStatus(status => status with { ObservedGeneration = observed, Phase = assessed, Message = "assessed" });

        Assert.Equal(shown, deployment.Phase);
        Assert.Equal(observed == generation, EffectivePhase.MessageOf(deployment) == "assessed");
    }

    [Fact]
    public void That_nothing_is_known_is_said_for_a_newer_generation_too()
    {
        var deployment = ADeployment.Named().WithGeneration(2)
            .WithStatus(status => status with { ObservedGeneration = 1, UnknownSince = AChange.Start, Message = "Nothing is known" });

        Assert.Equal((DeploymentPhase.Deploying, "Nothing is known"), (deployment.Phase, EffectivePhase.MessageOf(deployment)));
    }

    [Fact]
    public void A_deleted_one_shows_as_stopping_with_the_message_deleting()
    {
        var deployment = ADeployment.Named().WithStatus(status => status with { ObservedGeneration = 1, Phase = DeploymentPhase.Deployed }).Deleted();

        Assert.Equal((DeploymentPhase.Stopping, "Deleting"), (deployment.Phase, EffectivePhase.MessageOf(deployment)));
    }

    [Theory]
    [InlineData(DeploymentPhase.Deploying, true, false, true)]
    [InlineData(DeploymentPhase.Deployed, true, false, true)]
    [InlineData(DeploymentPhase.Failed, true, false, true)]
    [InlineData(DeploymentPhase.Stopping, true, true, false)]
    [InlineData(DeploymentPhase.Stopped, true, true, false)]
    public void What_is_allowed_follows_from_the_phase(DeploymentPhase phase, bool update, bool start, bool stop)
    {
        var deployment = ADeployment.Named()
            .WithStatus(status => status with { ObservedGeneration = 1, Phase = phase });

        Assert.Equal(
            (update, start, stop, true, true),
            (Allows(DeploymentAction.Update), Allows(DeploymentAction.Start), Allows(DeploymentAction.Stop),
                Allows(DeploymentAction.Delete), Allows(DeploymentAction.RollBack)));

        bool Allows(DeploymentAction action) => AllowedActions.WhyNot(deployment, action) is null;
    }

    [Fact]
    public void Nothing_is_allowed_on_what_is_being_deleted()
    {
        Assert.All(Enum.GetValues<DeploymentAction>(), action =>
            Assert.Equal("It is being deleted.", AllowedActions.WhyNot(ADeployment.Named().Deleted(), action)));
    }
}
