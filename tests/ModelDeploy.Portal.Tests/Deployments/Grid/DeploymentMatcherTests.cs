using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Portal.Components.Deployments.Grid.Listing;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Deployments.Grid;

public sealed class DeploymentMatcherTests
{
    private static readonly PersonKey Bob = new(PersonKey.LocalIssuer, "bob");
    private static readonly Deployment Iris = ADeployment.Named("iris-x7k2p")
        .WithSpec(spec => spec.WithDisplayName("Iris classifier").WithMetadata("team", "botany").WithMetadata("formula", "a=b"));

    [Theory]
    [InlineData("")]
    [InlineData("CLASSIFIER")]
    [InlineData("  x7k2p ")]
    [InlineData("modeldeploy/iris")]
    [InlineData("team=bot")]
    [InlineData("am=BOTANY")]
    [InlineData("formula=a=b")]
    [InlineData("demo")]
    [InlineData("classifier botany")]
    public void Search_looks_for_every_word_in_name_id_image_metadata_and_group(string search) =>
        Assert.True(Matches(new DeploymentFilter { Search = search }));

    [Theory]
    [InlineData("housing")]
    [InlineData("iris housing")]
    [InlineData("team=tany")]
    [InlineData("iris=classifier")]
    public void What_does_not_hold_a_word_is_left_out(string search) =>
        Assert.False(Matches(new DeploymentFilter { Search = search }));

    [Fact]
    public void Each_filter_leaves_out_what_does_not_fit()
    {
        Assert.False(Matches(new DeploymentFilter { Status = DeploymentPhase.Failed }));
        Assert.False(Matches(new DeploymentFilter { Group = "vision" }));
        Assert.False(Matches(new DeploymentFilter { Image = "modeldeploy/housing" }));
        Assert.False(Matches(new DeploymentFilter { Image = "modeldeploy/iri" }));
        Assert.False(new DeploymentMatcher(new DeploymentFilter { Mine = true }, Bob).Matches(Iris));
    }

    [Fact]
    public void What_fits_every_filter_is_shown() => Assert.True(Matches(new DeploymentFilter
    {
        Search = "iris",
        Status = DeploymentPhase.Deploying,
        Group = "demo",
        Image = "modeldeploy/iris",
        Mine = true,
    }));

    [Theory]
    [InlineData("failed", DeploymentPhase.Failed)]
    [InlineData("Deployed", DeploymentPhase.Deployed)]
    [InlineData("nonsense", null)]
    [InlineData("42", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_status_that_nobody_knows_filters_nothing(string? text, DeploymentPhase? phase) =>
        Assert.Equal(phase, DeploymentFilter.PhaseOf(text));

    private static bool Matches(DeploymentFilter filter) => new DeploymentMatcher(filter, AChange.Ada.Key).Matches(Iris);
}
