using ModelDeploy.Core.Deployments;
using ModelDeploy.Portal.Components.Deployments.Grid.Listing;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Deployments.Grid;

public sealed class DeploymentOrderTests
{
    private static readonly Deployment A = ADeployment.Named("a").WithSpec(spec => spec.WithDisplayName("zebra").WithGroup("vision")).WithReplicas(3)
        .WithStatus(status => status with { ObservedGeneration = 1, Phase = DeploymentPhase.Failed });
    private static readonly Deployment B = ADeployment.Named("b").WithSpec(spec => spec.WithDisplayName("Apple").WithInstanceType("big")).WithImage("acme/x")
        with { Created = AChange.Of(ChangeAction.Created).WithTime(AChange.Start.AddDays(1)) };
    private static readonly Deployment C = ADeployment.Named("c").WithSpec(spec => spec.WithDisplayName("apple")).Stopped()
        .WithStatus(status => status with { ObservedGeneration = 1, Phase = DeploymentPhase.Stopped })
        .WithLastChange(AChange.Of(ChangeAction.Stopped).WithTime(AChange.Start.AddDays(2)));

    [Theory]
    [InlineData(null, "bac")]
    [InlineData("created", "acb")]
    [InlineData("name", "bca")]
    [InlineData("-name", "abc")]
    [InlineData("status", "abc")]
    [InlineData("-status", "cba")]
    [InlineData("group", "bca")]
    [InlineData("-replicas", "abc")]
    [InlineData("modelimage", "bac")]
    [InlineData("instancetype", "bac")]
    [InlineData("-lastupdated", "cab")]
    public void Deployments_are_ordered_by_a_column_and_equal_ones_by_id(string? order, string ids) =>
        Assert.Equal(ids, string.Concat(new[] { C, A, B }.Order(DeploymentOrder.Parse(order)).Select(deployment => deployment.Id)));

    [Theory]
    [InlineData("nonsense")]
    [InlineData("-")]
    [InlineData("endpoint")]
    [InlineData("metadata")]
    [InlineData("99")]
    public void What_cannot_be_sorted_by_is_the_newest_first(string text) =>
        Assert.Equal(DeploymentOrder.Newest, DeploymentOrder.Parse(text));

    [Fact]
    public void Every_order_survives_the_way_through_the_address() => Assert.All(
        GridColumns.All.Where(GridColumns.IsSortable).SelectMany(column => new[] { new DeploymentOrder(column, false), new DeploymentOrder(column, true) }),
        order => Assert.Equal(order, DeploymentOrder.Parse(order.ToQuery())));

    [Fact]
    public void A_second_press_on_a_head_turns_the_order_round()
    {
        var byName = DeploymentOrder.Newest.Pressed(GridColumn.Name);

        Assert.Equal(new DeploymentOrder(GridColumn.Name, false), byName);
        Assert.Equal(new DeploymentOrder(GridColumn.Name, true), byName.Pressed(GridColumn.Name));
        Assert.Equal(new DeploymentOrder(GridColumn.LastUpdated, true), byName.Pressed(GridColumn.LastUpdated));
    }
}
