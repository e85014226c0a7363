using ModelDeploy.Core.Deployments;
using ModelDeploy.Portal.Components.Deployments.Grid;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Deployments;

public sealed class DeploymentFilterTests
{
    private static readonly Deployment Iris = ADeployment.Named("iris-x7k2p")
        .WithSpec(spec => spec.WithDisplayName("Iris classifier").WithMetadata("team", "botany"));

    [Theory]
    [InlineData("")]
    [InlineData("CLASSIFIER")]
    [InlineData("  x7k2p ")]
    [InlineData("modeldeploy/iris")]
    [InlineData("team=bot")]
    [InlineData("demo")]
    public void Search_looks_at_name_id_image_metadata_and_group(string search) =>
        Assert.True(new DeploymentFilter(search, null, null).Matches(Iris));

    [Theory]
    [InlineData("housing", null, null)]
    [InlineData("", DeploymentPhase.Failed, null)]
    [InlineData("", null, "vision")]
    public void What_does_not_fit_is_left_out(string search, DeploymentPhase? status, string? group) =>
        Assert.False(new DeploymentFilter(search, status, group).Matches(Iris));

    [Fact]
    public void It_survives_the_way_through_the_address()
    {
        var filter = new DeploymentFilter("iris ", DeploymentPhase.Failed, "demo");
        var query = filter.ToQuery();

        Assert.Equal(filter, DeploymentFilter.FromQuery((string?)query["search"], (string?)query["status"], (string?)query["group"]));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("42")]
    public void A_status_that_nobody_knows_filters_nothing(string status) =>
        Assert.Equal(DeploymentFilter.None, DeploymentFilter.FromQuery(null, status, ""));
}
