using ModelDeploy.Gateway.Routing;
using ModelDeploy.Gateway.Tests.Support;

namespace ModelDeploy.Gateway.Tests;

/// <summary>Whose turn it is, by what is known of each replica.</summary>
public sealed class RotationTests
{
    private static readonly EjectionRules Rules = new(Failures: 1, Shortest: TimeSpan.FromSeconds(5), Longest: TimeSpan.FromMinutes(1));
    private static readonly TimeSpan Now = TimeSpan.FromHours(1);
    private static readonly TimeSpan AfterTheRest = Now + Rules.Shortest;

    [Theory]
    [InlineData(new[] { 4, 4, 4 }, new int[0])]
    [InlineData(new[] { 6, 0, 6 }, new[] { 1 })]
    [InlineData(new[] { 0, 0, 12 }, new[] { 0, 1 })]
    [InlineData(new[] { 4, 4, 4 }, new[] { 0, 1, 2 })]
    public void Turns_are_shared_evenly_by_those_in_rotation_and_by_all_when_all_are_out(int[] turns, int[] failing)
    {
        var route = RouteTo(3);
        Fail(route, failing);
        var taken = Enumerable.Range(0, 12).Select(_ => route.Next(Now)!).ToList();
        Assert.Equal(turns, route.Replicas.Select(replica => taken.Count(replica.Equals)));
    }

    [Fact]
    public void A_lone_replica_is_asked_whatever_is_known_of_it()
    {
        var route = RouteTo(1);
        Fail(route, 0);
        Assert.Same(route.Replicas[0], route.Next(Now));
    }

    [Fact]
    public void After_its_rest_one_request_tries_a_replica()
    {
        var route = RouteTo(3);
        Fail(route, 1);
        Assert.Same(route.Replicas[1], route.Next(AfterTheRest));
        Assert.All(Enumerable.Range(0, 10), _ => Assert.NotSame(route.Replicas[1], route.Next(AfterTheRest)));

        route.Replicas[1].Note(CallOutcome.Answered, AfterTheRest, Rules);
        Assert.Contains(route.Replicas[1], Enumerable.Range(0, 3).Select(_ => route.Next(AfterTheRest)));
    }

    [Fact]
    public void A_trial_that_fails_means_a_longer_rest()
    {
        var route = RouteTo(2);
        Fail(route, 0);
        var tried = route.Next(AfterTheRest)!;
        tried.Note(CallOutcome.Failed, AfterTheRest, Rules);
        Assert.Equal(AfterTheRest + 2 * Rules.Shortest, tried.Health.OutUntil);
    }

    [Fact]
    public void The_second_try_of_a_request_prefers_a_replica_in_rotation_but_takes_any_other()
    {
        var route = RouteTo(3);
        Fail(route, 0);
        Assert.All(Enumerable.Range(0, 6), _ => Assert.Same(route.Replicas[2], route.Next(Now, route.Replicas[1])));
        Fail(route, 2);
        Assert.Equal([route.Replicas[0], route.Replicas[2]], Enumerable.Range(0, 6).Select(_ => route.Next(Now, route.Replicas[1])).Distinct().OrderBy(replica => replica!.Name));
    }

    [Fact]
    public void Of_many_requests_at_once_one_tries()
    {
        var route = RouteTo(2);
        Fail(route, 0);
        var trials = 0;
        Parallel.For(0, 1000, _ =>
        {
            if (route.Next(AfterTheRest) == route.Replicas[0])
                Interlocked.Increment(ref trials);
        });
        Assert.Equal(1, trials);
    }

    private static void Fail(DeploymentRoute route, params int[] replicas)
    {
        foreach (var replica in replicas)
            route.Replicas[replica].Note(CallOutcome.Failed, Now, Rules);
    }

    private static DeploymentRoute RouteTo(int replicas) =>
        DeploymentRoute.Of(Routed.Iris([.. Enumerable.Range(20000, replicas).Select(port => $"http://127.0.0.1:{port}")]), before: null);
}
