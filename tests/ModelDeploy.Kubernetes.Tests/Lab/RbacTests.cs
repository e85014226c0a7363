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

/// <summary>What <c>deploy/kustomize</c> grants is what docs/kubernetes.md says, is enough, and is not more than that.</summary>
public sealed class RbacTests : IAsyncLifetime
{
    private const string Document = "docs/kubernetes.md";
    private const string Beside = "beside";
    private static readonly string[] Roles = ["portal", "controller", "gateway"];

    private readonly List<ApiClient> _clients = [];
    private ATestNamespace _portal = null!;
    private ATestNamespace _models = null!;

    public static TheoryData<string> Accounts => ["modeldeploy", .. Roles.Select(role => $"modeldeploy-{role}")];

    public async ValueTask InitializeAsync()
    {
        _portal = await ATestNamespace.CreateAsync();
        _models = await ATestNamespace.CreateAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            client.Dispose();
        foreach (var place in new[] { _portal, _models }.OfType<ATestNamespace>())
            await place.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task An_account_may_do_exactly_what_the_document_says(string account)
    {
        var client = await ActAsAsync(account);

        Assert.Equal(Documented(account), await RightsAsync(client, _models.Name));
        Assert.Empty(await RightsAsync(client, _portal.Name));
    }

    [Theory]
    [InlineData("portal", 1)]
    [InlineData("gateway", 2)]
    public async Task Beside_another_operator_an_account_may_do_what_the_document_adds(string role, int column)
    {
        var client = await ActAsAsync($"modeldeploy-{role}", Beside);

        var added = Rights(RepositoryFiles.Table(Document, "Beside an older PrimeHub"), [column]);
        Assert.Equal(Sorted([.. Documented($"modeldeploy-{role}"), .. added]), await RightsAsync(client, _models.Name));
        Assert.Empty(await RightsAsync(client, _portal.Name));
    }

    [Theory]
    [InlineData("modeldeploy", "together")]
    [InlineData("modeldeploy-controller", "apart")]
    public async Task Only_where_callers_pass_the_gateway_by_a_controller_may_write_secrets(string account, string overlay)
    {
        var client = await ActAsAsync(account, overlay, "direct-ingress");

        Assert.Equal(
            Sorted([.. Documented(account), "create secrets", "patch secrets", "delete secrets"]), await RightsAsync(client, _models.Name));
    }

    [Fact]
    public async Task Beside_another_operator_a_portal_can_delete()
    {
        var options = new KubernetesOptions { Namespace = _models.Name, ForeignController = true, Duties = ClusterDuties.People };
        await using var store = await ClusterStore.OpenAsync(
            await ActAsAsync("modeldeploy-portal", Beside), options, TimeProvider.System, NullLoggerFactory.Instance, default);
        var created = await store.Deployments.CreateAsync(new Core.Deployments.DeploymentKey("spam"), ASpec.Usual, AChange.Of(Core.Deployments.ChangeAction.Created), default);
        var spam = Assert.IsType<StoreResult<Core.Deployments.Deployment>.Stored>(created).Value;

        Assert.IsType<StoreResult<Core.Deployments.Deployment>.Stored>(
            await store.Deployments.MarkDeletedAsync(spam.Key, AChange.Of(Core.Deployments.ChangeAction.Deleted), spam.Version, default));

        Assert.Empty(await store.Deployments.ListAsync(default));
    }

    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task Elsewhere_an_account_may_nothing(string account)
    {
        var client = await ActAsAsync(account);

        Assert.Empty(await RightsAsync(client, "kube-system"));
        Assert.Empty(await RightsAsync(client, "default"));
        foreach (var kind in new[] { Kinds.Namespace, new ApiKind("", "v1", "nodes", "Node", IsNamespaced: false) })
            Assert.Equal(ApiReason.Forbidden, (await client.ListAsync<JsonObject>(kind, null, null, default)).Error?.Reason);
    }

    [Theory]
    [InlineData("modeldeploy")]
    [InlineData("modeldeploy-portal")]
    public async Task A_portal_can_keep_everything_that_people_enter(string account)
    {
        var options = new KubernetesOptions { Namespace = _models.Name };
        await using var store = await ClusterStore.OpenAsync(await ActAsAsync(account), options, TimeProvider.System, NullLoggerFactory.Instance, default);

        var group = Assert.IsType<StoreResult<Core.Groups.Group>.Stored>(await store.Catalog.SaveGroupAsync(AGroup.Named(), default)).Value;
        group = Assert.IsType<StoreResult<Core.Groups.Group>.Stored>(await store.Catalog.SaveGroupAsync(group with { DisplayName = "Demo" }, default)).Value;
        Assert.IsType<StoreResult<Core.Groups.Group>.Stored>(await store.Catalog.DeleteGroupAsync(group, default));
    }

    [Theory]
    [InlineData("modeldeploy")]
    [InlineData("modeldeploy-portal")]
    public async Task A_portal_can_keep_accounts_and_links(string account)
    {
        var store = new SecretIdentityStore(await ActAsAsync(account), _models.Name, TimeProvider.System, NullLogger<SecretIdentityStore>.Instance);
        var ada = new Account(AChange.Ada.Key, "Ada", IsSystemAdmin: true);
        await store.SaveAccountAsync(ada, default);
        var links = new SignInLinks(store, TimeProvider.System);

        Assert.Equal(ada, await links.RedeemAsync(await links.IssueAsync(ada.Key, default), default));
        Assert.Equal([ada], await store.ListAccountsAsync(default));
    }

    [Theory]
    [InlineData("modeldeploy")]
    [InlineData("modeldeploy-controller")]
    public async Task A_controller_can_lead(string account)
    {
        var clock = new ManualTime(AChange.Start);
        await using var candidate = new Candidate(await ActAsAsync(account), _models.Name, clock);
        await Eventually.TrueAsync(() => candidate.Leads, "it leads");
        for (var step = 0; step < 8; step++)
        {
            await Eventually.TrueAsync(() => clock.TimersWithin(TimeSpan.FromSeconds(2)) == 1, "it waits for its next renewal");
            clock.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.True(candidate.Leads);
    }

    /// <summary>The rights that the document gives to the account of one role, or of all together.</summary>
    private static SortedSet<string> Documented(string account)
    {
        var columns = Roles.Select((role, index) => account == "modeldeploy" || account == $"modeldeploy-{role}" ? index + 1 : 0).Where(column => column > 0).ToList();
        return Sorted(Rights(RepositoryFiles.Table(Document, "Permissions"), columns));
    }

    private static IEnumerable<string> Rights(IEnumerable<string[]> table, IReadOnlyList<int> columns) =>
        from row in table
        let names = row[0].Split(' ').Select(name => name.Trim('`')).ToList()
        from column in columns
        from verb in row[column].Split(' ', StringSplitOptions.RemoveEmptyEntries)
        select Told(new Right(names[0], names.ElementAtOrDefault(1) ?? "", verb));

    /// <summary>What the API server says that the account may do there, without what everybody may: to ask that.</summary>
    private static async Task<SortedSet<string>> RightsAsync(ApiClient client, string inNamespace)
    {
        var reviews = new ApiKind("authorization.k8s.io", "v1", "selfsubjectrulesreviews", "SelfSubjectRulesReview", IsNamespaced: false);
        var review = new JsonObject { ["apiVersion"] = reviews.ApiVersion, ["kind"] = reviews.Kind, ["spec"] = new JsonObject { ["namespace"] = inNamespace } };
        var answer = (await client.CreateAsync<JsonObject>(reviews, null, review, default)).Value!;
        Assert.NotEqual("true", $"{answer["status"]!["incomplete"]}");
        return Sorted(Right.In(answer["status"]!["resourceRules"]).Where(right => !right.Resource.StartsWith("selfsubject", StringComparison.Ordinal)).Select(Told));
    }

    private static string Told(Right right) => $"{right.Verb} {right.Resource} {right.Name}".TrimEnd();

    private static SortedSet<string> Sorted(IEnumerable<string> rights) => new(rights, StringComparer.Ordinal);

    /// <summary>A client with the rights of the account, of the overlay that has it.</summary>
    private async Task<ApiClient> ActAsAsync(string account, string? overlay = null, params IEnumerable<string> components)
    {
        var installation = (await Rendered.OfAsync(overlay ?? (account == "modeldeploy" ? "together" : "apart"), components)).In(_portal, _models);
        var granted = installation.Objects.Where(one => $"{one["kind"]}" is "ServiceAccount" or "Role" or "RoleBinding");
        var (exitCode, _, complaint) = await KubectlProcess.RunAsync(Rendered.AsList(granted), "apply", "--server-side", "-f", "-");
        Assert.True(exitCode == 0, complaint);

        var request = new JsonObject { ["apiVersion"] = "authentication.k8s.io/v1", ["kind"] = "TokenRequest", ["spec"] = new JsonObject() };
        var tokens = new ApiKind("", "v1", $"serviceaccounts/{account}/token", "TokenRequest");
        var made = await _portal.Client.CreateAsync<JsonObject>(tokens, _portal.Name, request, default);
        var credential = new Credential.Fixed(made.Value!["status"]!["token"]!.GetValue<string>(), null);
        var client = new ApiClient(Kubeconfig.Load(ClusterUnderTest.Kubeconfig, null, TimeProvider.System) with { Credential = credential }, TimeProvider.System);
        _clients.Add(client);
        return client;
    }
}
