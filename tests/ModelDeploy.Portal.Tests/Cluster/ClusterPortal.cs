using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ModelDeploy.Kubernetes;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Portal.Tests.Startup;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Cluster;

namespace ModelDeploy.Portal.Tests.Cluster;

/// <summary>The real host on a cluster, with a namespace of its own and a road to the API server that can be closed.</summary>
public sealed class ClusterPortal : IAsyncDisposable
{
    /// <summary>Its namespace.</summary>
    public ATestNamespace Place { get; private set; } = null!;

    /// <summary>The portal's way to the API server.</summary>
    public ClosableRoad Road { get; private set; } = null!;

    /// <summary>The portal.</summary>
    public PortalFactory Portal { get; private set; } = null!;

    /// <summary>Starts it for the first test that needs it; skips the test when there is no cluster, or no node of it has these images.</summary>
    public async Task StartAsync(params string[] images)
    {
        if (Portal is null)
            await BeginAsync();
        foreach (var image in images)
            await NodeImages.NeedAsync(Place.Client, image);
    }

    /// <summary>Writes a manifest as kubectl would.</summary>
    public async Task ApplyAsync(string manifest)
    {
        var content = YamlJson.Read(manifest);
        var kind = new[] { Kinds.PhDeployment, Kinds.Group, Kinds.InstanceType }.Single(kind => kind.Kind == $"{content["kind"]}");
        Assert.Null((await Place.Client.ApplyAsync<JsonObject>(kind, Place.Name, $"{content["metadata"]!["name"]}", content, "kubectl", default)).Error);
    }

    /// <summary>A part of a deployment's status as the cluster has it, or null.</summary>
    public async Task<string?> StatusAsync(string id, string part) =>
        (await Place.Client.GetAsync<JsonObject>(Kinds.PhDeployment, Place.Name, id, default)).Value?["status"]?[part]?.ToString();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (Portal is not null)
            await Portal.DisposeAsync();
        if (Road is not null)
            await Road.DisposeAsync();
        if (Place is not null)
            await Place.DisposeAsync();
    }

    private async Task BeginAsync()
    {
        Place = await ATestNamespace.CreateAsync();
        Road = new ClosableRoad(Place.Client.Access.Server);
        var folder = Directory.CreateTempSubdirectory("modeldeploy-cluster-");
        var kubeconfig = Path.Combine(folder.FullName, "kubeconfig");
        await File.WriteAllTextAsync(kubeconfig, Road.Redirect(await File.ReadAllTextAsync(ClusterUnderTest.Kubeconfig)));
        Portal = new PortalFactory
        {
            Settings = new Dictionary<string, string>
            {
                ["ModelDeploy:Store"] = "Kubernetes",
                ["ModelDeploy:Runtime"] = "Kubernetes",
                ["ModelDeploy:SeedDemo"] = "true",
                ["ModelDeploy:Kubernetes:Kubeconfig"] = kubeconfig,
                ["ModelDeploy:Kubernetes:Namespace"] = Place.Name,
            },
        };
        await Portal.InitializeAsync();
    }
}
