using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Reconciling;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Core.Tests.Deployments;

public sealed class SpecChangesTests
{
    private static readonly Resources Amounts = AnInstanceType.Named().Resources;

    private static readonly CatalogSnapshot Catalog = new(
        [AGroup.Named()],
        [AnInstanceType.Named(), AnInstanceType.Named("same"), AnInstanceType.Named("larger").WithResources(8, 8L << 30)], []);

    public static TheoryData<string, ChangeEffect, DeploymentSpec> Edits => new()
    {
        { "", ChangeEffect.None, ASpec.Usual },
        { "", ChangeEffect.None, ASpec.Usual with { Description = "  ", ModelImage = " modeldeploy/iris:1.0 " } },
        { "displayName", ChangeEffect.RestartsNothing, ASpec.Usual.WithDisplayName("Other") },
        { "description", ChangeEffect.RestartsNothing, ASpec.Usual with { Description = "Other" } },
        { "metadata", ChangeEffect.RestartsNothing, ASpec.Usual.WithMetadata("team", "botany") },
        { "access", ChangeEffect.RestartsNothing, ASpec.Usual with { Access = AccessType.Private } },
        { "deadline", ChangeEffect.RestartsNothing, ASpec.Usual.WithDeadline(TimeSpan.FromSeconds(30)) },
        { "replicas", ChangeEffect.OnlyScales, ASpec.Usual.WithReplicas(3) },
        { "instanceType", ChangeEffect.RestartsNothing, ASpec.Usual.WithInstanceType("same") },
        { "instanceType", ChangeEffect.RestartsReplicas, ASpec.Usual.WithInstanceType("larger") },
        { "modelImage", ChangeEffect.RestartsReplicas, ASpec.Usual.WithImage("modeldeploy/iris:2.0") },
        { "imagePullSecret", ChangeEffect.RestartsReplicas, ASpec.Usual with { ImagePullSecret = "registry" } },
        { "modelUri", ChangeEffect.RestartsReplicas, ASpec.Usual with { ModelUri = "s3://models/iris" } },
        { "port", ChangeEffect.RestartsReplicas, ASpec.Usual with { Port = 8080 } },
        { "readiness", ChangeEffect.RestartsReplicas, ASpec.Usual with { Readiness = Readiness.Http("/ready") } },
        { "env", ChangeEffect.RestartsReplicas, ASpec.Usual.WithEnv("LEVEL", "debug") },
        { "replicas,description", ChangeEffect.OnlyScales, ASpec.Usual.WithReplicas(2) with { Description = "Other" } },
        { "replicas,modelImage", ChangeEffect.RestartsReplicas, ASpec.Usual.WithReplicas(2).WithImage("modeldeploy/iris:2.0") },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void An_edit_has_the_strongest_effect_of_its_changes_and_agrees_with_the_template(string fields, ChangeEffect effect, DeploymentSpec edited)
    {
        var changes = SpecChanges.Of(Running(ASpec.Usual), edited, Catalog);

        Assert.Equal((fields, effect), (string.Join(',', changes.Fields), changes.Effect));
        var template = TemplateHash.Of(edited.Normalize(), Catalog.InstanceType(edited.InstanceType)!.Resources);
        Assert.Equal(effect is ChangeEffect.RestartsReplicas, template != TemplateHash.Of(ASpec.Usual, Amounts));
    }

    [Fact]
    public void A_secret_that_is_not_touched_is_no_change_and_a_typed_one_is()
    {
        var stored = Running(ASpec.Usual.WithEnv("TOKEN", "hunter2", secret: true));

        Assert.Equal(ChangeEffect.None, SpecChanges.Of(stored, ASpec.Usual.WithEnv("TOKEN", "", secret: true), Catalog).Effect);
        Assert.Equal(ChangeEffect.RestartsReplicas, SpecChanges.Of(stored, ASpec.Usual.WithEnv("TOKEN", "new", secret: true), Catalog).Effect);
    }

    private static Deployment Running(DeploymentSpec spec) => ADeployment.Named().WithSpec(_ => spec).WithStatus(status => status with
    {
        Grant = new Grant { Template = "t", Inputs = "i", Each = Amounts, Replicas = 1, Surge = 0, Total = Amounts, At = AChange.Start },
    });
}
