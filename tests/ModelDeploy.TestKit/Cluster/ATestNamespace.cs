using System.Text.Json.Nodes;
using ModelDeploy.Kubernetes;
using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.TestKit.Cluster;

/// <summary>A namespace of its own in the cluster under test, with our kinds installed; deleted with everything in it.</summary>
public sealed class ATestNamespace : IAsyncDisposable
{
    private static readonly SemaphoreSlim Installing = new(1);
    private static bool _installed;

    private readonly IDisposable _turn;

    private ATestNamespace(ApiClient client, string name, IDisposable turn) => (Client, Name, _turn) = (client, name, turn);

    /// <summary>A client that may do everything.</summary>
    public ApiClient Client { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Makes one; skips the test when there is no cluster. While it is there, nobody disturbs the cluster.</summary>
    public static async Task<ATestNamespace> CreateAsync() => await CreateAsync(await ClusterTurn.TakeAsync());

    /// <summary>Makes one while no other test uses the cluster, and keeps it so: for whoever disturbs the cluster.</summary>
    public static async Task<ATestNamespace> CreateAloneAsync() => await CreateAsync(await ClusterTurn.TakeAloneAsync());

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Client.DeleteAsync(Kinds.Namespace, null, Name, null, default);
        Client.Dispose();
        _turn.Dispose();
    }

    /// <summary>An object with nothing but a name.</summary>
    public static JsonObject Named(string apiVersion, string kind, string name) =>
        new() { ["apiVersion"] = apiVersion, ["kind"] = kind, ["metadata"] = new JsonObject { ["name"] = name } };

    private static async Task<ATestNamespace> CreateAsync(IDisposable turn)
    {
        try
        {
            var client = new ApiClient(Kubeconfig.Load(ClusterUnderTest.Kubeconfig, context: null, TimeProvider.System), TimeProvider.System);
            await InstallKindsAsync(client);
            var name = $"modeldeploy-test-{Guid.NewGuid():N}"[..32];
            Assert.Null((await client.CreateAsync<JsonObject>(Kinds.Namespace, null, Named("v1", "Namespace", name), default)).Error);
            // Pods are refused until the account that they run as has been made.
            var account = new ApiKind("", "v1", "serviceaccounts", "ServiceAccount");
            await Eventually.TrueAsync(
                async () => (await client.GetAsync<JsonObject>(account, name, "default", default)).Error is null, "the account that pods run as");
            return new ATestNamespace(client, name, turn);
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    private static async Task InstallKindsAsync(ApiClient client)
    {
        await Installing.WaitAsync();
        try
        {
            if (_installed)
                return;
            var definitions = new ApiKind("apiextensions.k8s.io", "v1", "customresourcedefinitions", "CustomResourceDefinition", IsNamespaced: false);
            foreach (var file in RepositoryFiles.Below("deploy/crd", "*.yaml"))
            {
                var content = YamlJson.Read(RepositoryFiles.Read(file));
                var name = content["metadata"]!["name"]!.GetValue<string>();
                Assert.Null((await client.ApplyAsync<JsonObject>(definitions, null, name, content, "modeldeploy-tests", default)).Error);
            }
            foreach (var kind in new[] { Kinds.PhDeployment, Kinds.PhDeploymentChange, Kinds.Group, Kinds.InstanceType })
                await Eventually.TrueAsync(async () => (await client.ListAsync<JsonObject>(kind, "default", null, default)).Error is null, $"{kind.Plural} are served");
            _installed = true;
        }
        finally
        {
            Installing.Release();
        }
    }
}
