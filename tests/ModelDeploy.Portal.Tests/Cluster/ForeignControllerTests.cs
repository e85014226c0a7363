using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Logs;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Kubernetes;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Cluster;

namespace ModelDeploy.Portal.Tests.Cluster;

/// <summary>A portal beside PrimeHub's own operator, which the test plays: the same objects, and nobody's work done twice.</summary>
public sealed class ForeignControllerTests : IAsyncLifetime
{
    private const string Id = PrimeHubManifest.Id;
    private static readonly Viewer Admin = new(Account.Administrator.Key, Account.Administrator.Name, IsSystemAdmin: true);
    private static readonly ApiKind Pods = Kinds.Pod;

    private APlaceForPortals _place = null!;

    public async ValueTask InitializeAsync() => _place = await APlaceForPortals.CreateAsync();

    public ValueTask DisposeAsync() => _place?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task The_other_operators_word_counts_its_pods_are_called_and_read_and_only_the_objects_are_written()
    {
        var portal = await _place.StartAsync(("Controller", "External"));
        await _place.ApplyAsync(Kinds.PhDeployment, PrimeHubManifest.Of("localhost/model-server:1"));
        await APlaceForPortals.ShowsAsync(portal, Id, DeploymentPhase.Deploying);
        await RunPodAsync("deploy-spam-1");
        await OperatorTakesUpAsync("Deployed");

        await APlaceForPortals.ShowsAsync(portal, Id, DeploymentPhase.Deployed);
        await Eventually.TrueAsync(async () => await APlaceForPortals.CallAsync(portal, Id) is HttpStatusCode.OK, "its pod is called");
        var runtime = portal.Services.GetRequiredService<IModelRuntime>();
        Assert.Equal(["deploy-spam-1"], (await runtime.ListLogsAsync(new DeploymentKey(Id), default)).Select(source => source.Replica));
        await Eventually.TrueAsync(async () => await LinesAsync(runtime) > 0, "its log is read");
        Assert.Equal(0.2m, APlaceForPortals.ShownBy(portal, Id)!.Status.Grant!.Total.Cpu);

        var commands = portal.Services.GetRequiredService<DeploymentCommands>();
        Assert.IsType<CommandResult<Deployment>.Accepted>(
            await commands.UpdateAsync(Admin, Id, APlaceForPortals.ShownBy(portal, Id)!.Spec with { ModelImage = "localhost/model-server:2" }, "Newer", null, default));
        await APlaceForPortals.ShowsAsync(portal, Id, DeploymentPhase.Deploying);
        await OperatorTakesUpAsync("Deployed");
        await APlaceForPortals.ShowsAsync(portal, Id, DeploymentPhase.Deployed);

        Assert.IsType<CommandResult<Deployment>.Accepted>(await commands.DeleteAsync(Admin, Id, default));
        await Eventually.TrueAsync(async () => (await _place.ListAsync(Kinds.PhDeployment)).Count == 0, "the object is gone, and the other operator sees to the rest");
        foreach (var kind in new[] { Kinds.Deployment, Kinds.Service, Kinds.Ingress, Kinds.Lease })
            Assert.Empty(await _place.ListAsync(kind));
        Assert.Single(await _place.ListAsync(Pods));
    }

    private static async Task<int> LinesAsync(IModelRuntime runtime)
    {
        var lines = 0;
        await foreach (var _ in runtime.ReadLogAsync(new DeploymentKey(Id), "deploy-spam-1", new LogReading(new LogMatcher(LogFilter.None), null, NewestFirst: false), default))
            lines++;
        return lines;
    }

    /// <summary>As PrimeHub's operator does: a phase, a message, the numbers, and the spec that it took up as the newest history.</summary>
    private async Task OperatorTakesUpAsync(string phase)
    {
        var found = (await _place.Client.GetAsync<JsonObject>(Kinds.PhDeployment, _place.Name, Id, default)).Value!;
        var status = new JsonObject
        {
            ["phase"] = phase,
            ["message"] = "Deployment is available",
            ["replicas"] = 2,
            ["availableReplicas"] = 2,
            ["endpoint"] = "https://primehub.example/deployment/" + Id,
            ["history"] = new JsonArray(new JsonObject { ["time"] = "2020-03-23T02:03:15Z", ["spec"] = found["spec"]!.DeepClone() }),
        };
        Assert.Null((await _place.Client.MergeAsync<JsonObject>(Kinds.PhDeployment, _place.Name, Id, new JsonObject { ["status"] = status }, "status", default)).Error);
    }

    private async Task RunPodAsync(string name)
    {
        var pod = YamlJson.Read($$"""
            apiVersion: v1
            kind: Pod
            metadata:
              name: {{name}}
              labels: { app: primehub-group, primehub.io/phdeployment: {{Id}}, primehub.io/group: phusers }
            spec:
              terminationGracePeriodSeconds: 0
              containers:
                - name: model
                  image: localhost/model-server:1
                  imagePullPolicy: Never
                  env: [{ name: PORT, value: "9000" }, { name: LOG_EVERY, value: "100ms" }]
                  ports: [{ containerPort: 9000 }]
            """);
        Assert.Null((await _place.Client.CreateAsync<JsonObject>(Pods, _place.Name, pod, default)).Error);
    }
}
