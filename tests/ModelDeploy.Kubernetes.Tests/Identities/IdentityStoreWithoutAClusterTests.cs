using Microsoft.AspNetCore.Http;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Kubernetes.Identities;
using ModelDeploy.Kubernetes.Tests.Client;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Kubernetes.Tests.Identities;

/// <summary>A cluster that goes away.</summary>
public sealed class IdentityStoreWithoutAClusterTests
{
    private static readonly Account Ada = new(AChange.Ada.Key, "Ada", IsSystemAdmin: true);

    [Fact]
    public async Task Who_is_known_stays_known_and_everything_else_is_refused_with_a_sentence()
    {
        var isAway = false;
        await using var server = await AnApiServer.ThatAsync(context =>
        {
            if (Volatile.Read(ref isAway))
                context.Response.StatusCode = 503;
            else if (context.Request.Query.ContainsKey("watch"))
                context.Abort();
            else
                return context.Response.WriteAsync($$"""{"metadata":{"resourceVersion":"5"},"items":[{{Written(Ada)}}]}""");
            return Task.CompletedTask;
        });
        using var client = server.Client();
        await using var running = new ARunningIdentityStore(client, "n");
        await running.Store.Followed;
        Volatile.Write(ref isAway, true);

        Assert.Equal(Ada, await running.Store.FindAccountAsync(Ada.Key, default));
        Assert.Equal([Ada], await running.Store.ListAccountsAsync(default));
        await RefusedAsync(() => running.Store.FindAccountAsync(new PersonKey("x", "y"), default));
        await RefusedAsync(() => running.Store.SaveAccountAsync(Ada, default));
        await RefusedAsync(() => running.Store.AddSignInLinkAsync("00", Ada.Key, AChange.Start, default));
        await RefusedAsync(() => running.Store.RedeemSignInLinkAsync("00", AChange.Start, default));
    }

    [Fact]
    public void No_two_people_share_a_name() =>
        Assert.NotEqual(IdentitySecret.NameOf(new PersonKey("ab", "c")), IdentitySecret.NameOf(new PersonKey("a", "bc")));

    private static async Task RefusedAsync(Func<Task> question)
    {
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(question);
        Assert.StartsWith("The cluster does not answer", refused.Message, StringComparison.Ordinal);
    }

    private static string Written(Account account)
    {
        var secret = IdentitySecret.From(account);
        secret["metadata"]!["namespace"] = "n";
        secret["metadata"]!["uid"] = "u";
        secret["metadata"]!["resourceVersion"] = "3";
        return secret.ToJsonString();
    }
}
