using System.Text.Json.Nodes;
using Microsoft.Playwright;
using ModelDeploy.Kubernetes;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Portal.Tests.Browser;
using ModelDeploy.Portal.Tests.Errands;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Cluster;

namespace ModelDeploy.Portal.Tests.Cluster;

/// <summary>The portal on a real cluster, in a real browser, with real pods; and whoever prefers kubectl.</summary>
public sealed class ClusterErrandTests(ChromiumBrowser browser, ClusterPortal cluster) : IClassFixture<ClusterPortal>
{
    private const string Group = """
        apiVersion: primehub.io/v1alpha1
        kind: Group
        metadata: { name: phusers }
        spec: { modelDeploymentEnabled: true, quota: { cpu: 1 } }
        """;

    private const string InstanceType = """
        apiVersion: primehub.io/v1alpha1
        kind: InstanceType
        metadata: { name: cpu-only }
        spec: { displayName: CPU only, limits.cpu: 0.1, limits.memory: 64M }
        """;

    [Fact]
    public async Task A_model_is_deployed_called_updated_stopped_started_rolled_back_and_deleted()
    {
        await cluster.StartAsync("modeldeploy/iris:1.0", "modeldeploy/iris:2.0");
        var visitor = await Visitor.SignInAsync(browser, cluster.Portal);

        await ModelErrand.RunAsync(visitor);

        await NothingLeftAsync("my-first-iris");
    }

    [Fact]
    public async Task A_manifest_of_kubectl_shows_at_once_becomes_deployed_and_tells_the_truth_when_its_image_is_wrong()
    {
        await cluster.StartAsync("localhost/model-server:1");
        await cluster.ApplyAsync(Group);
        await cluster.ApplyAsync(InstanceType);
        var visitor = await Visitor.SignInAsync(browser, cluster.Portal);
        await visitor.GoToAsync("/deployments");
        var cell = visitor.Page.GetByRole(AriaRole.Article, new() { Name = "spam classifier" });

        await cluster.ApplyAsync(PrimeHubManifest.Of("localhost/model-server:1"));

        await Assertions.Expect(cell).ToContainTextAsync("Deployed", new() { Timeout = 60_000 });
        await Assertions.Expect(cell).ToContainTextAsync("kubectl (kubectl)");
        Assert.Equal(("Deployed", "2"), (await cluster.StatusAsync(PrimeHubManifest.Id, "phase"), await cluster.StatusAsync(PrimeHubManifest.Id, "availableReplicas")));

        await cluster.ApplyAsync(PrimeHubManifest.Of("registry.example.invalid/spam:9"));
        await Assertions.Expect(cell).ToContainTextAsync("could not be fetched", new() { Timeout = 90_000 });
        Assert.Equal("Failed", await cluster.StatusAsync(PrimeHubManifest.Id, "phase"));
        await Assertions.Expect(cell).ToContainTextAsync("Revision 1 still serves");

        await cluster.Place.Client.DeleteAsync(Kinds.PhDeployment, cluster.Place.Name, PrimeHubManifest.Id, null, default);
        await Assertions.Expect(cell).ToHaveCountAsync(0);
        foreach (var (kind, name) in new[] { (Kinds.Group, "phusers"), (Kinds.InstanceType, "cpu-only") })
            await cluster.Place.Client.DeleteAsync(kind, cluster.Place.Name, name, null, default);
        await NothingLeftAsync(PrimeHubManifest.Id);
    }

    [Fact]
    public async Task A_cluster_that_does_not_answer_is_told_what_is_known_stays_and_it_is_found_again()
    {
        await cluster.StartAsync();
        var visitor = await Visitor.SignInAsync(browser, cluster.Portal);
        await visitor.DeployAsync("Kept in sight", "kept-in-sight", "registry.example.invalid/nothing:9");
        await visitor.GoToAsync("/deployments");
        await visitor.SeeAsync("Kept in sight");

        cluster.Road.Close();
        try
        {
            await Assertions.Expect(visitor.Page.Locator(".outage")).ToContainTextAsync("The cluster does not answer", new() { Timeout = 60_000 });
            await visitor.SeeAsync("Kept in sight");
            await visitor.Page.GetByRole(AriaRole.Article, new() { Name = "Kept in sight" }).GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
            await visitor.SeeAsync("Nothing was changed");
        }
        finally
        {
            cluster.Road.Open();
        }

        await Assertions.Expect(visitor.Page.Locator(".outage")).ToHaveCountAsync(0, new() { Timeout = 60_000 });
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Article, new() { Name = "Kept in sight" })).ToContainTextAsync("Failed", new() { Timeout = 60_000 });
        await visitor.GoToAsync("/deployments/kept-in-sight");
        await visitor.DeleteAsync("Kept in sight");
    }

    private Task NothingLeftAsync(string id) => Eventually.TrueAsync(async () =>
    {
        foreach (var kind in new[] { Kinds.Deployment, Kinds.ReplicaSet, Kinds.Service, Kinds.Ingress, Kinds.Pod })
        {
            var left = await cluster.Place.Client.ListAsync<JsonObject>(kind, cluster.Place.Name, new Selector($"{Labels.Deployment}={id}"), default);
            if (left.Value is not { Items.Count: 0 })
                return false;
        }
        var secrets = await cluster.Place.Client.ListAsync<JsonObject>(Kinds.Secret, cluster.Place.Name, new Selector($"{Labels.Purpose}=env"), default);
        return secrets.Value is { Items.Count: 0 };
    }, $"nothing is left of {id}");
}
