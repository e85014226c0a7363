using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Identities;
using ModelDeploy.Kubernetes.Store;
using ModelDeploy.Kubernetes.Tests.Leadership;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Kubernetes.Tests.Lab;

/// <summary>What <c>deploy/rbac.yaml</c> grants is enough, and not more than that.</summary>
public sealed class RbacTests : IAsyncLifetime
{
    private static readonly ApiKind AccessReview = new("authorization.k8s.io", "v1", "selfsubjectaccessreviews", "SelfSubjectAccessReview", IsNamespaced: false);
    private ATestNamespace _namespace = null!;
    private ApiClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _namespace = await ATestNamespace.CreateAsync();
        foreach (var document in RepositoryFiles.Read("deploy/rbac.yaml").ReplaceLineEndings("\n").Split("\n---\n").Select(YamlJson.Read))
            await ApplyHereAsync(document);
        _client = new ApiClient(Kubeconfig.Load(ClusterUnderTest.Kubeconfig, null, TimeProvider.System) with { Credential = await AccountAsync() }, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_namespace is not null)
            await _namespace.DisposeAsync();
    }

    [Fact]
    public async Task The_account_can_keep_everything_that_people_enter()
    {
        var options = new KubernetesOptions { Namespace = _namespace.Name };
        await using var store = await ClusterStore.OpenAsync(_client, options, TimeProvider.System, NullLoggerFactory.Instance, default);

        var group = Assert.IsType<StoreResult<Core.Groups.Group>.Stored>(await store.Catalog.SaveGroupAsync(AGroup.Named(), default)).Value;
        group = Assert.IsType<StoreResult<Core.Groups.Group>.Stored>(await store.Catalog.SaveGroupAsync(group with { DisplayName = "Demo" }, default)).Value;
        Assert.IsType<StoreResult<Core.Groups.Group>.Stored>(await store.Catalog.DeleteGroupAsync(group, default));
    }

    [Fact]
    public async Task The_account_can_keep_accounts_and_links()
    {
        var store = new SecretIdentityStore(_client, _namespace.Name, TimeProvider.System, NullLogger<SecretIdentityStore>.Instance);
        var ada = new Account(AChange.Ada.Key, "Ada", IsSystemAdmin: true);
        await store.SaveAccountAsync(ada, default);
        var links = new SignInLinks(store, TimeProvider.System);

        Assert.Equal(ada, await links.RedeemAsync(await links.IssueAsync(ada.Key, default), default));
        Assert.Equal([ada], await store.ListAccountsAsync(default));
    }

    [Fact]
    public async Task The_account_can_lead()
    {
        var clock = new ManualTime(AChange.Start);
        await using var candidate = new Candidate(_client, _namespace.Name, clock);
        await Eventually.TrueAsync(() => candidate.Leads, "it leads");
        for (var step = 0; step < 8; step++)
        {
            await Eventually.TrueAsync(() => clock.TimersWithin(TimeSpan.FromSeconds(2)) == 1, "it waits for its next renewal");
            clock.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.True(candidate.Leads);
    }

    [Theory]
    [InlineData("create", "", "pods", "")]
    [InlineData("create", "", "pods", "exec")]
    [InlineData("get", "", "configmaps", "")]
    [InlineData("update", "rbac.authorization.k8s.io", "roles", "")]
    [InlineData("get", "", "nodes", "proxy")]
    [InlineData("list", "", "namespaces", "")]
    public async Task What_the_account_does_not_need_it_may_not(string verb, string group, string resource, string part) =>
        Assert.False(await MayAsync(_namespace.Name, verb, group, resource, part));

    [Fact]
    public async Task Elsewhere_the_account_may_nothing()
    {
        Assert.True(await MayAsync(_namespace.Name, "list", "", "secrets", ""));
        Assert.False(await MayAsync("kube-system", "list", "", "secrets", ""));
        Assert.False(await MayAsync("default", "create", "apps", "deployments", ""));
    }

    private async Task<bool> MayAsync(string inNamespace, string verb, string group, string resource, string part)
    {
        var review = new JsonObject
        {
            ["apiVersion"] = AccessReview.ApiVersion,
            ["kind"] = AccessReview.Kind,
            ["spec"] = new JsonObject
            {
                ["resourceAttributes"] = new JsonObject { ["namespace"] = inNamespace, ["verb"] = verb, ["group"] = group, ["resource"] = resource, ["subresource"] = part },
            },
        };
        var answer = await _client.CreateAsync<JsonObject>(AccessReview, null, review, default);
        return answer.Value!["status"]!["allowed"]!.GetValue<bool>();
    }

    private async Task ApplyHereAsync(JsonObject document)
    {
        if (document["kind"]!.GetValue<string>() == "Namespace")
            return;
        document["metadata"]!["namespace"] = _namespace.Name;
        foreach (var subject in document["subjects"] as JsonArray ?? [])
            subject!["namespace"] = _namespace.Name;
        var version = document["apiVersion"]!.GetValue<string>().Split('/');
        var kind = document["kind"]!.GetValue<string>();
        var place = new ApiKind(version.Length == 1 ? "" : version[0], version[^1], $"{kind.ToLowerInvariant()}s", kind);
        var name = document["metadata"]!["name"]!.GetValue<string>();
        Assert.Null((await _namespace.Client.ApplyAsync<JsonObject>(place, _namespace.Name, name, document, "modeldeploy-tests", default)).Error);
    }

    private async Task<Credential> AccountAsync()
    {
        var request = new JsonObject { ["apiVersion"] = "authentication.k8s.io/v1", ["kind"] = "TokenRequest", ["spec"] = new JsonObject() };
        var tokens = new ApiKind("", "v1", "serviceaccounts/modeldeploy/token", "TokenRequest");
        var made = await _namespace.Client.CreateAsync<JsonObject>(tokens, _namespace.Name, request, default);
        return new Credential.Fixed(made.Value!["status"]!["token"]!.GetValue<string>(), null);
    }
}
