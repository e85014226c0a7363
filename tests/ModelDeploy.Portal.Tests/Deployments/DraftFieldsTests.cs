using ModelDeploy.Core.Deployments;
using ModelDeploy.Portal.Components.Deployments.Form;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Deployments;

public sealed class DraftFieldsTests
{
    [Fact]
    public void Every_field_comes_back_as_it_was_typed()
    {
        var input = new DeploymentInput();
        DraftFields.Apply(input, new Dictionary<string, string>
        {
            ["group"] = "demo", ["instanceType"] = "cpu-tiny", ["replicas"] = "many", ["displayName"] = "Iris", ["id"] = "my-iris", ["modelImage"] = "a:1",
            ["imagePullSecret"] = "registry", ["description"] = "Text", ["modelUri"] = "s3://x", ["access"] = "Private", ["port"] = "80", ["deadline"] = "60",
            ["readinessKind"] = "Http", ["readinessPath"] = "/ready", ["metadata[0].name"] = "team", ["metadata[0].value"] = "botany",
            ["env[0].name"] = "LEVEL", ["env[0].value"] = "debug", ["env[0].secret"] = "false",
        }, isEdit: false);

        Assert.Equal(("many", "my-iris", ReadinessKind.Http, "/ready"), (input.Replicas, input.Id, input.Readiness, input.ReadinessPath));
        input.Replicas = "1";
        var expected = ASpec.Usual.WithImage("a:1").WithMetadata("team", "botany").WithEnv("LEVEL", "debug") with
        {
            ImagePullSecret = "registry", Description = "Text", ModelUri = "s3://x", Access = AccessType.Private, Port = 80,
            Deadline = TimeSpan.FromMinutes(1), Readiness = Readiness.Http("/ready"),
        };
        Assert.Equal(expected, input.ToSpec(stop: false));
    }

    [Fact]
    public void A_stored_secret_is_kept_and_another_one_must_be_typed_again()
    {
        var input = DeploymentInput.From(ADeployment.Named().WithSpec(spec => spec.WithEnv("TOKEN", "", secret: true)));

        DraftFields.Apply(input, new Dictionary<string, string>
        {
            ["id"] = "another", ["env[0].name"] = "TOKEN", ["env[0].secret"] = "true", ["env[1].name"] = "NEW", ["env[1].secret"] = "true",
        }, isEdit: true);

        Assert.Equal("iris", input.Id);
        Assert.Equal("env[1].value", Assert.Single(input.MissingSecrets()).Field);
    }

    [Fact]
    public void Rows_that_the_draft_does_not_have_are_gone()
    {
        var input = DeploymentInput.From(ADeployment.Named().WithSpec(spec => spec.WithMetadata("a", "1").WithMetadata("b", "2")));

        DraftFields.Apply(input, new Dictionary<string, string> { ["metadata[0].name"] = "b", ["metadata[0].value"] = "3" }, isEdit: true);

        Assert.Equal([new MetadataEntry("b", "3")], input.ToSpec(stop: false).Metadata);
    }
}
