using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Kubernetes;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Portal.Tests.Startup;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Cluster;

namespace ModelDeploy.Portal.Tests.Cluster;

/// <summary>A namespace of the cluster under test with a group and an instance type, and any number of portals on it.</summary>
public sealed class APlaceForPortals : IAsyncDisposable
{
    private readonly ATestNamespace _namespace;
    private readonly List<PortalFactory> _portals = [];

    private APlaceForPortals(ATestNamespace place) => _namespace = place;

    /// <summary>Asks the API server, past all portals.</summary>
    public ApiClient Client => _namespace.Client;

    /// <summary>The namespace.</summary>
    public string Name => _namespace.Name;

    /// <summary>Makes one; skips the test when there is no cluster.</summary>
    public static async Task<APlaceForPortals> CreateAsync()
    {
        var place = new APlaceForPortals(await ATestNamespace.CreateAsync());
        await place.ApplyAsync(Kinds.Group, """
            apiVersion: primehub.io/v1alpha1
            kind: Group
            metadata: { name: phusers }
            spec: { modelDeploymentEnabled: true, quota: { cpu: 1 } }
            """);
        await place.ApplyAsync(Kinds.InstanceType, """
            apiVersion: primehub.io/v1alpha1
            kind: InstanceType
            metadata: { name: cpu-only }
            spec: { displayName: CPU only, limits.cpu: 0.1, limits.memory: 64M }
            """);
        return place;
    }

    /// <summary>Starts a portal on it.</summary>
    public async Task<PortalFactory> StartAsync(params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string>
        {
            ["ModelDeploy:Store"] = "Kubernetes",
            ["ModelDeploy:Runtime"] = "Kubernetes",
            ["ModelDeploy:Kubernetes:Kubeconfig"] = ClusterUnderTest.Kubeconfig,
            ["ModelDeploy:Kubernetes:Namespace"] = Name,
        };
        foreach (var (key, value) in settings)
            all[$"ModelDeploy:{key}"] = value;
        var portal = new PortalFactory { Settings = all };
        _portals.Add(portal);
        await portal.InitializeAsync();
        return portal;
    }

    /// <summary>Writes a manifest as kubectl would.</summary>
    public async Task ApplyAsync(ApiKind kind, string manifest)
    {
        var content = YamlJson.Read(manifest);
        Assert.Null((await Client.ApplyAsync<JsonObject>(kind, Name, $"{content["metadata"]!["name"]}", content, "kubectl", default)).Error);
    }

    /// <summary>All objects of a kind.</summary>
    public async Task<IReadOnlyList<JsonObject>> ListAsync(ApiKind kind) => (await Client.ListAsync<JsonObject>(kind, Name, null, default)).Value!.Items;

    /// <summary>What a portal shows of a deployment, or null.</summary>
    public static Deployment? ShownBy(PortalFactory portal, string id) => portal.Services.GetRequiredService<DeploymentFeed>().Find(Viewer.System, id);

    /// <summary>Waits until a portal shows a deployment in this phase.</summary>
    public static Task ShowsAsync(PortalFactory portal, string id, DeploymentPhase phase) =>
        Eventually.TrueAsync(() => ShownBy(portal, id)?.Phase == phase, $"it is shown as {phase}");

    /// <summary>Asks the model behind a deployment by a portal's gateway.</summary>
    public static async Task<HttpStatusCode> CallAsync(PortalFactory portal, string id)
    {
        using var client = new HttpClient();
        using var answer = await client.PostAsync(new Uri($"{portal.Address}/deployment/{id}/v1/models/m:predict"), new StringContent("""{"instances":[1]}"""));
        return answer.StatusCode;
    }

    /// <summary>Ends a portal.</summary>
    public async Task EndAsync(PortalFactory portal)
    {
        _portals.Remove(portal);
        await portal.DisposeAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var portal in _portals.ToList())
            await EndAsync(portal);
        await _namespace.DisposeAsync();
    }
}
