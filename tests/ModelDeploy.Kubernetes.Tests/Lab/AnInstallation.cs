using System.Text.Json.Nodes;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.TestKit;

namespace ModelDeploy.Kubernetes.Tests.Lab;

/// <summary>An overlay that really runs on the cluster under test, in two namespaces of its own.</summary>
internal sealed class AnInstallation : IAsyncDisposable
{
    private readonly ATestNamespace _portal;
    private readonly ATestNamespace _models;

    private AnInstallation(ATestNamespace portal, ATestNamespace models) => (_portal, _models) = (portal, models);

    /// <summary>Asks the cluster as its administrator.</summary>
    public ApiClient Client => _portal.Client;

    /// <summary>Where our pods are.</summary>
    public string Portal => _portal.Name;

    /// <summary>Where models are.</summary>
    public string Models => _models.Name;

    /// <summary>Applies it, and returns when all of its pods are ready; skips the test where nobody has loaded the image.</summary>
    public static async Task<AnInstallation> RunAsync(string overlay)
    {
        var rendered = await Rendered.OfAsync(overlay);
        var installation = new AnInstallation(await ATestNamespace.CreateAsync(), await ATestNamespace.CreateAsync());
        try
        {
            await NodeImages.NeedAsync(installation.Client, $"localhost/modeldeploy/portal:{OwnImages.Version}");
            await installation.ApplyAsync(rendered);
            await Eventually.TrueAsync(installation.IsReadyAsync, "all pods are ready");
            return installation;
        }
        catch
        {
            await installation.DisposeAsync();
            throw;
        }
    }

    /// <summary>What a Service answers, by the API server's own way to it.</summary>
    public async Task<string> AskAsync(string service, string path)
    {
        var (_, output, complaint) = await KubectlProcess.RunAsync("", "get", "--raw", $"/api/v1/namespaces/{Portal}/services/{service}:http/proxy/{path}");
        return output + complaint;
    }

    /// <summary>Writes a manifest of a custom resource, as people do with kubectl.</summary>
    public async Task WriteAsync(string manifest)
    {
        var (exitCode, _, complaint) = await KubectlProcess.RunAsync(manifest, "apply", "--server-side", "-n", Models, "-f", "-");
        Assert.True(exitCode == 0, complaint);
    }

    /// <summary>Our pods.</summary>
    public async Task<IReadOnlyList<JsonObject>> PodsAsync() => (await Client.ListAsync<JsonObject>(Kinds.Pod, Portal, null, default)).Value!.Items;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _models.DisposeAsync();
        await _portal.DisposeAsync();
    }

    private async Task ApplyAsync(Rendered rendered)
    {
        // The cluster is shared, and has our kinds and the namespaces.
        var own = rendered.In(_portal, _models).Objects.Where(one => $"{one["kind"]}" is not ("CustomResourceDefinition" or "Namespace")).ToList();
        foreach (var deployment in own.Where(one => $"{one["kind"]}" == "Deployment"))
            deployment["spec"]!["template"]!["spec"]!["containers"]![0]!["resources"]!["requests"] = new JsonObject { ["cpu"] = "10m", ["memory"] = "16Mi" };
        var (exitCode, _, complaint) = await KubectlProcess.RunAsync(Rendered.AsList(own), "apply", "--server-side", "-f", "-");
        Assert.True(exitCode == 0, complaint);
    }

    private async Task<bool> IsReadyAsync()
    {
        var deployments = (await Client.ListAsync<JsonObject>(Kinds.Deployment, Portal, null, default)).Value!.Items;
        return deployments.Count > 0
            && deployments.All(deployment => $"{deployment["status"]?["availableReplicas"]}" == $"{deployment["spec"]!["replicas"]}");
    }
}
