using System.Text;
using System.Text.Json.Nodes;
using ModelDeploy.Kubernetes.Tests.Lab;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Kubernetes.Tests.Identities;

public sealed class SecretIdentityStoreTests : IAsyncLifetime
{
    private static readonly Account Ada = new(AChange.Ada.Key, "Ada", IsSystemAdmin: true);
    private ATestNamespace _namespace = null!;
    private ARunningIdentityStore _one = null!;
    private ARunningIdentityStore _other = null!;

    public async ValueTask InitializeAsync()
    {
        _namespace = await ATestNamespace.CreateAsync();
        _one = new ARunningIdentityStore(_namespace.Client, _namespace.Name);
        _other = new ARunningIdentityStore(_namespace.Client, _namespace.Name);
    }

    public async ValueTask DisposeAsync()
    {
        if (_namespace is null)
            return;
        await _one.DisposeAsync();
        await _other.DisposeAsync();
        await _namespace.DisposeAsync();
    }

    [Fact]
    public async Task What_one_process_saves_another_one_finds_at_once_and_lists_soon()
    {
        await _one.Store.SaveAccountAsync(Ada, default);

        Assert.Equal(Ada, await _other.Store.FindAccountAsync(Ada.Key, default));
        await Eventually.TrueAsync(async () => (await _other.Store.ListAccountsAsync(default)).Contains(Ada), "it is listed");
    }

    [Fact]
    public async Task What_kubectl_changes_or_deletes_shows()
    {
        await _one.Store.SaveAccountAsync(Ada, default);
        var secret = (await SecretsAsync("account")).Single();
        var name = secret["metadata"]!["name"]!.GetValue<string>();

        var patch = new JsonObject { ["data"] = new JsonObject { ["systemAdmin"] = Convert.ToBase64String("false"u8) } };
        Assert.Null((await _namespace.Client.MergeAsync<JsonObject>(Kinds.Secret, _namespace.Name, name, patch, null, default)).Error);
        await Eventually.TrueAsync(async () => await _one.Store.FindAccountAsync(Ada.Key, default) == Ada with { IsSystemAdmin = false }, "the change shows");

        Assert.Null((await _namespace.Client.DeleteAsync(Kinds.Secret, _namespace.Name, name, null, default)).Error);
        await Eventually.TrueAsync(async () => await _one.Store.FindAccountAsync(Ada.Key, default) is null, "it is gone");
    }

    [Fact]
    public async Task A_secret_that_bears_our_label_and_holds_no_account_or_another_name_is_nobody()
    {
        await _one.Store.SaveAccountAsync(Ada, default);
        var secret = (await SecretsAsync("account")).Single();
        foreach (var (name, data) in new[] { ("empty", null), ("a-copy", secret["data"]!.DeepClone()) })
        {
            var forged = ATestNamespace.Named("v1", "Secret", name);
            forged["metadata"]!["labels"] = secret["metadata"]!["labels"]!.DeepClone();
            forged["data"] = data;
            Assert.Null((await _namespace.Client.CreateAsync<JsonObject>(Kinds.Secret, _namespace.Name, forged, default)).Error);
        }
        Assert.Equal(3, (await SecretsAsync("account")).Count);
        await using var later = new ARunningIdentityStore(_namespace.Client, _namespace.Name);

        Assert.Equal([Ada], await later.Store.ListAccountsAsync(default));
        await later.Store.Followed;
        Assert.Equal([Ada], await later.Store.ListAccountsAsync(default));
        await Eventually.TrueAsync(async () => (await _one.Store.ListAccountsAsync(default)).Count == 1, "one account");
    }

    [Fact]
    public async Task Of_two_processes_that_redeem_one_link_exactly_one_gets_the_person_every_time()
    {
        for (var round = 0; round < 10; round++)
        {
            var token = await new SignInLinks(_one.Store, TimeProvider.System).IssueAsync(Ada.Key, default);
            await _one.Store.SaveAccountAsync(Ada, default);

            var accounts = await Task.WhenAll(
                new SignInLinks(_one.Store, TimeProvider.System).RedeemAsync(token, default),
                new SignInLinks(_other.Store, TimeProvider.System).RedeemAsync(token, default));

            Assert.Equal(Ada, Assert.Single(accounts, account => account is not null));
        }
        Assert.Empty(await SecretsAsync("link"));
    }

    [Fact]
    public async Task No_token_lies_in_the_cluster()
    {
        var token = await new SignInLinks(_one.Store, TimeProvider.System).IssueAsync(Ada.Key, default);

        var secret = (await SecretsAsync("link")).Single();
        var values = ((JsonObject)secret["data"]!).Select(field => Encoding.UTF8.GetString(Convert.FromBase64String(field.Value!.GetValue<string>())));
        Assert.DoesNotContain(token, secret.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        Assert.All(values, value => Assert.DoesNotContain(token, value, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Without_the_right_to_it_every_question_is_refused_with_the_verb_and_the_kind()
    {
        using var client = new ApiClient(Kubeconfig.Load(LabKubeconfigs.Nobody, null, TimeProvider.System), TimeProvider.System);
        await using var powerless = new ARunningIdentityStore(client, _namespace.Name);

        await RefusedAsync("get", powerless.Store.FindAccountAsync(Ada.Key, default));
        await RefusedAsync("list", powerless.Store.ListAccountsAsync(default));
        await RefusedAsync("patch", powerless.Store.SaveAccountAsync(Ada, default));
        await RefusedAsync("create", powerless.Store.AddSignInLinkAsync(new string('0', 64), Ada.Key, AChange.Start, default));
        await RefusedAsync("list", powerless.Store.RedeemSignInLinkAsync(new string('0', 64), AChange.Start, default));
    }

    private static async Task RefusedAsync(string verb, Task question)
    {
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => question);
        Assert.Contains($"cannot {verb} resource \"secrets\"", refused.Message, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<JsonObject>> SecretsAsync(string purpose) =>
        (await _namespace.Client.ListAsync<JsonObject>(Kinds.Secret, _namespace.Name, new Selector($"{Labels.Purpose}={purpose}"), default)).Value!.Items;
}
