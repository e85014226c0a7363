using System.Text.Json;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Store;
using ModelDeploy.Kubernetes.Store.Wire;

namespace ModelDeploy.Kubernetes.Tests.Store;

/// <summary>Objects as PrimeHub's own operator leaves them.</summary>
public sealed class ForeignStatusTests
{
    private static readonly ForeignStatus Reader = new(type => type == "cpu-only" ? new Resources(0.5m, 1 << 20, 0) : null);

    private const string Spec = """{"displayName":"spam","groupName":"phusers","updateMessage":"now","predictors":[{"name":"predictor1","replicas":2,"modelImage":"spam:1","instanceType":"cpu-only"}]}""";
    private const string Older = """{"displayName":"spam","groupName":"phusers","predictors":[{"name":"predictor1","replicas":2,"modelImage":"spam:0","instanceType":"cpu-only"}]}""";

    [Fact]
    public void A_status_whose_newest_history_is_the_spec_is_about_it()
    {
        var status = Read($$"""{"phase":"Deployed","message":"Deployment is available","replicas":2,"availableReplicas":2,"history":[{"time":"2020-03-23T02:03:15Z","spec":{{Spec.Replace("now", "then", StringComparison.Ordinal)}}},{"time":"2020-03-22T02:03:15Z","spec":{{Older}}}]}""");

        Assert.Equal((3, DeploymentPhase.Deployed), (status.ObservedGeneration, status.Phase));
        Assert.Equal((2, 2, 2), (status.Wanted, status.Updated, status.Available));
        Assert.Equal("Deployment is available", status.Message);
    }

    [Fact]
    public void A_status_whose_newest_history_is_another_spec_is_about_an_older_one() =>
        Assert.Equal(2, Read($$"""{"phase":"Deployed","history":[{"time":"2020-03-23T02:03:15Z","spec":{{Older}}}]}""").ObservedGeneration);

    [Fact]
    public void Without_a_history_the_phase_is_believed_and_without_a_status_nothing_is()
    {
        Assert.Equal((3, DeploymentPhase.Deploying), (Read("""{"phase":"deploying"}""").ObservedGeneration, Read("""{"phase":"deploying"}""").Phase));
        Assert.Equal((2, DeploymentPhase.Deploying), (Read("null").ObservedGeneration, Read("null").Phase));
    }

    [Fact]
    public void What_it_uses_is_reckoned_from_its_spec_as_long_as_it_is_not_stopped()
    {
        Assert.Equal(new Resources(1, 2 << 20, 0), Read("""{"phase":"Deployed"}""").Grant!.Total);
        Assert.Null(Read("""{"phase":"Stopped"}""", Spec.Replace("\"displayName\"", "\"stop\":true,\"displayName\"", StringComparison.Ordinal)).Grant);
        Assert.Null(Read("""{"phase":"Failed"}""", Spec.Replace("cpu-only", "gone", StringComparison.Ordinal)).Grant);
    }

    private static DeploymentStatus Read(string status, string spec = Spec) => Reader.Read(JsonSerializer.Deserialize<PhDeployment>(
        $$"""{"metadata":{"name":"spam","uid":"1","generation":3,"resourceVersion":"9"},"spec":{{spec}},"status":{{status}}}""", ApiJson.Options)!);
}
