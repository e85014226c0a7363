using ModelDeploy.Core.Deployments;
using ModelDeploy.Portal.Components.Deployments.Form;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Deployments;

public sealed class DeploymentInputTests
{
    [Fact]
    public void An_edit_that_changes_nothing_asks_for_the_same_spec()
    {
        var spec = ASpec.Usual.WithReplicas(3).WithEnv("LEVEL", "debug").WithEnv("TOKEN", "", secret: true).WithMetadata("team", "botany") with
        {
            ModelUri = "s3://models/iris",
            ImagePullSecret = "registry",
            Port = 8080,
            Readiness = Readiness.Http("/ready"),
            Access = AccessType.Private,
            Deadline = TimeSpan.FromSeconds(90),
            Description = "Line 1\nLine 2",
        };

        var input = DeploymentInput.From(ADeployment.Named().WithSpec(_ => spec));

        Assert.Equal(spec, input.ToSpec(stop: false));
        Assert.Equal("", input.UpdateMessage);
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("many")]
    [InlineData("")]
    [InlineData("99999999999")]
    public void A_number_that_cannot_be_read_is_refused_by_the_rules_and_stays_as_typed(string typed)
    {
        var input = DeploymentInput.From(ADeployment.Named());
        input.Replicas = input.Port = input.Deadline = typed;

        var errors = SpecValidator.Validate(input.ToSpec(stop: false), new SpecLimits());

        Assert.Equal(["deadline", "port", "replicas"], errors.Select(error => error.Field).Order());
        Assert.Equal(typed, input.Replicas);
    }

    [Fact]
    public void Rows_in_which_nothing_was_typed_are_dropped_but_a_kept_secret_stays()
    {
        var input = DeploymentInput.From(ADeployment.Named().WithSpec(spec => spec.WithEnv("TOKEN", "", secret: true)));
        input.Env[0].Name = "";
        input.Env.Add(new NameValueRow());
        input.Metadata.Add(new NameValueRow());
        input.Metadata.Add(new NameValueRow { Value = "no name" });

        input.DropEmptyRows();

        Assert.Single(input.Env);
        Assert.Equal("no name", Assert.Single(input.Metadata).Value);
    }

    [Fact]
    public void What_a_new_deployment_costs_is_known_before_it_has_a_name()
    {
        var input = new DeploymentInput { Group = "demo", InstanceType = "cpu-tiny", Replicas = "3" };

        Assert.Equal(3, input.ToCost()?.Replicas);
        Assert.Empty(SpecValidator.Validate(input.ToCost()!, new SpecLimits()));
        input.Replicas = "many";
        Assert.Null(input.ToCost());
    }
}
