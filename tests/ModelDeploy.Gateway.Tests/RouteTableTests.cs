using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Gateway.Routing;
using ModelDeploy.Gateway.Tests.Support;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Gateway.Tests;

public sealed class RouteTableTests
{
    private static readonly ReplicaObservation One = Routed.Replica("iris-1", "http://127.0.0.1:20001");
    private static readonly ReplicaObservation Two = Routed.Replica("iris-2", "http://127.0.0.1:20002");

    [Fact]
    public void Only_ready_replicas_with_an_http_address_are_routed_to()
    {
        var route = RouteTo(ADeployment.Named("iris").At(
            One,
            Two with { Ready = false },
            Routed.Replica("iris-3", null),
            Routed.Replica("iris-4", "file:///etc/passwd"),
            Routed.Replica("iris-5", "no address")));
        Assert.Equal(["http://127.0.0.1:20001"], route.Replicas.Select(replica => replica.Origin));
    }

    [Theory]
    [InlineData(DeploymentPhase.Deploying)]
    [InlineData(DeploymentPhase.Failed)]
    public void Replicas_that_are_ready_serve_in_whatever_phase(DeploymentPhase phase)
    {
        var deployment = ADeployment.Named("iris").At(One);
        Assert.Single(RouteTo(deployment with { Status = deployment.Status with { Phase = phase } }).Replicas);
    }

    [Fact]
    public void From_the_moment_of_a_stop_nothing_is_routed_to()
    {
        var route = RouteTo(ADeployment.Named("iris").At(One).Stopped());
        Assert.True(route.IsStopped);
        Assert.Empty(route.Replicas);
    }

    [Fact]
    public void From_the_moment_of_a_deletion_nothing_is_routed_to()
    {
        var route = RouteTo(ADeployment.Named("iris").At(One).Deleted());
        Assert.True(route.IsStopped);
        Assert.Empty(route.Replicas);
    }

    [Fact]
    public void A_deployment_that_is_gone_has_no_route()
    {
        var deployment = ADeployment.Named("iris").At(One);
        var table = RouteTable.Empty.Fold([new(deployment.Key, deployment)]);
        Assert.NotNull(table.Find("iris"));
        Assert.Null(table.Fold([new(deployment.Key, null)]).Find("iris"));
        Assert.NotNull(table.Find("iris"));
    }

    [Fact]
    public void Ids_are_told_apart_by_case() => Assert.Null(TableOf(ADeployment.Named("iris").At(One)).Find("Iris"));

    [Fact]
    public void Replicas_take_turns()
    {
        var route = RouteTo(ADeployment.Named("iris").At(One, Two));
        var turns = Enumerable.Range(0, 10).Select(_ => route.Next(TimeSpan.Zero)!.Name).CountBy(name => name).ToDictionary();
        Assert.Equal(new Dictionary<string, int> { ["iris-1"] = 5, ["iris-2"] = 5 }, turns);
    }

    [Fact]
    public void Another_replica_is_never_the_same_one()
    {
        var route = RouteTo(ADeployment.Named("iris").At(One, Two));
        var first = route.Next(TimeSpan.Zero)!;
        Assert.All(Enumerable.Range(0, 4), _ => Assert.NotSame(first, route.Next(TimeSpan.Zero, first)));
        Assert.Null(RouteTo(ADeployment.Named("iris").At(One)) is var lone ? lone.Next(TimeSpan.Zero, lone.Replicas[0]) : null);
    }

    [Fact]
    public void A_replica_that_stays_keeps_what_is_known_about_it()
    {
        var deployment = ADeployment.Named("iris").At(One);
        var table = TableOf(deployment);
        var before = table.Find("iris")!;
        before.Replicas[0].Enter();
        before.Replicas[0].Model.Learn(PredictionsPath.Predict);

        var after = table.Fold([Changed(deployment.At(One, Two))]).Find("iris")!;

        Assert.Same(before.Replicas[0], after.Replicas[0]);
        Assert.Equal(1, after.Replicas[0].InFlight);
        Assert.Equal(PredictionsPath.Predict, after.Replicas[1].Model.Predictions);
        Assert.True(after.UsesPredictFallback);
        Assert.Same(before.Counters, after.Counters);
    }

    [Fact]
    public void Another_template_is_learnt_anew()
    {
        var deployment = ADeployment.Named("iris").At(One);
        var table = TableOf(deployment);
        table.Find("iris")!.Replicas[0].Model.Learn(PredictionsPath.Predict);

        var after = table.Fold([Changed(deployment.At(Two with { Template = "t2" }))]).Find("iris")!;

        Assert.Equal(PredictionsPath.Unknown, after.Replicas[0].Model.Predictions);
    }

    [Fact]
    public void A_new_deployment_of_an_old_id_begins_with_nothing()
    {
        var table = TableOf(ADeployment.Named("iris").At(One));
        var before = table.Find("iris")!;
        var after = table.Fold([Changed(ADeployment.Named("iris").At(One))]).Find("iris")!;
        Assert.NotSame(before.Counters, after.Counters);
        Assert.NotSame(before.Replicas[0], after.Replicas[0]);
    }

    private static DeploymentChange Changed(Deployment deployment) => new(deployment.Key, deployment);

    private static RouteTable TableOf(Deployment deployment) => RouteTable.Empty.Fold([Changed(deployment)]);

    private static DeploymentRoute RouteTo(Deployment deployment) => TableOf(deployment).Find(deployment.Id)!;
}
