using System.Text.Json.Nodes;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Tests.Lab;
using ModelDeploy.TestKit;

namespace ModelDeploy.Kubernetes.Tests.Client;

/// <summary>Every way of being let in, on a real API server.</summary>
public sealed class WaysToTheLabTests
{
    private static readonly ApiKind TokenRequest = new("authentication.k8s.io", "v1", "tokenrequests", "TokenRequest");

    [Fact]
    public async Task A_client_certificate_lets_in() => await ListsAsync(ClusterUnderTest.Kubeconfig);

    [Fact]
    public async Task A_token_lets_in() => await ListsAsync(LabKubeconfigs.AdminByToken);

    [Fact]
    public async Task Who_has_no_right_is_told_which_verb_on_what()
    {
        using var client = Client(LabKubeconfigs.Nobody);

        var listed = (await client.ListAsync<JsonObject>(Kinds.PhDeployment, "models", null, default)).Error!;
        var read = (await client.GetAsync<JsonObject>(Kinds.Secret, "models", "s", default)).Error!;

        Assert.Equal((ApiReason.Forbidden, ApiReason.Forbidden), (listed.Reason, read.Reason));
        Assert.Contains("cannot list resource \"phdeployments\" in API group \"primehub.io\" in the namespace \"models\"", ClusterTrouble.SentenceFor(listed), StringComparison.Ordinal);
        Assert.Contains("cannot get resource \"secrets\"", ClusterTrouble.SentenceFor(read), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_token_is_unauthorized()
    {
        var access = Access(ClusterUnderTest.Kubeconfig) with { Credential = new Credential.Fixed("wrong", null) };
        using var client = new ApiClient(access, TimeProvider.System);

        var refused = (await client.ListAsync<JsonObject>(Kinds.Pod, "default", null, default)).Error!;
        Assert.Equal(ApiReason.Unauthorized, refused.Reason);
        Assert.StartsWith("The cluster does not accept the credentials", ClusterTrouble.SentenceFor(refused), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_whose_certificate_nobody_vouches_for_is_not_spoken_to()
    {
        var access = Access(ClusterUnderTest.Kubeconfig);
        Assert.SkipWhen(access.Authorities is null, "It needs a cluster with an authority of its own.");
        using var client = new ApiClient(access with { Authorities = null }, TimeProvider.System);

        Assert.Equal(ApiReason.Unreachable, (await client.ListAsync<JsonObject>(Kinds.Pod, "default", null, default)).Error!.Reason);
    }

    [Fact]
    public async Task A_pods_own_account_lets_in_as_itself()
    {
        await using var ours = await ATestNamespace.CreateAsync();
        var server = Access(ClusterUnderTest.Kubeconfig);
        var folder = Directory.CreateTempSubdirectory("modeldeploy-account-");
        try
        {
            await WriteAccountAsync(ours, server, folder.FullName);

            var access = InClusterAccess.Find(server.Server.Host, $"{server.Server.Port}", folder.FullName, TimeProvider.System)!;
            using var client = new ApiClient(access, TimeProvider.System);
            var refused = (await client.ListAsync<JsonObject>(Kinds.Pod, access.Namespace, null, default)).Error!;

            Assert.Equal(ours.Name, access.Namespace);
            Assert.Contains($"\"system:serviceaccount:{ours.Name}:default\" cannot list", refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Kubectl_proxy_lets_in_by_a_plain_address()
    {
        await using var ours = await ATestNamespace.CreateAsync();
        using var proxy = KubectlProcess.Start("proxy", "--port=0", "--address=127.0.0.1");
        try
        {
            var told = await proxy.StandardOutput.ReadLineAsync(); // Starting to serve on 127.0.0.1:41234
            var address = new Uri($"http://{told!.Split(' ')[^1]}");
            using var client = new ApiClient(new ClusterAccess { Server = address, Credential = Credential.None }, TimeProvider.System);

            var created = (await client.CreateAsync<ConfigMap>(ConfigMap.Kind, ours.Name, ConfigMap.Json("one"), default)).Value!;
            await using var events = client.WatchAsync<ConfigMap>(ConfigMap.Kind, ours.Name, new Selector("of=the-test"), created.Metadata.ResourceVersion, default).GetAsyncEnumerator();
            await client.DeleteAsync(ConfigMap.Kind, ours.Name, "one", null, default);
            Assert.True(await events.MoveNextAsync());
            Assert.IsType<WatchEvent<ConfigMap>.Begun>(events.Current);
            Assert.True(await events.MoveNextAsync());
            Assert.IsType<WatchEvent<ConfigMap>.Deleted>(events.Current);
        }
        finally
        {
            proxy.Kill();
            await proxy.WaitForExitAsync();
        }
    }

    private static async Task ListsAsync(string kubeconfig)
    {
        using var client = Client(kubeconfig);

        var listed = await client.ListAsync<JsonObject>(Kinds.Namespace, null, null, default);

        Assert.Null(listed.Error);
        Assert.NotEmpty(listed.Value!.Items);
    }

    private static async Task WriteAccountAsync(ATestNamespace ours, ClusterAccess server, string folder)
    {
        var request = new JsonObject { ["apiVersion"] = TokenRequest.ApiVersion, ["kind"] = TokenRequest.Kind, ["spec"] = new JsonObject() };
        var tokens = new ApiKind("", "v1", "serviceaccounts/default/token", TokenRequest.Kind);
        var token = (await ours.Client.CreateAsync<JsonObject>(tokens, ours.Name, request, default)).Value!["status"]!["token"]!.GetValue<string>();
        await File.WriteAllTextAsync(Path.Combine(folder, "token"), token);
        await File.WriteAllTextAsync(Path.Combine(folder, "namespace"), ours.Name);
        await File.WriteAllTextAsync(Path.Combine(folder, "ca.crt"), server.Authorities!.ExportCertificatePems());
    }

    private static ClusterAccess Access(string kubeconfig) => Kubeconfig.Load(kubeconfig, null, TimeProvider.System);

    private static ApiClient Client(string kubeconfig) => new(Access(kubeconfig), TimeProvider.System);
}
