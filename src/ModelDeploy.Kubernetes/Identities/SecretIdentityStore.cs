using Microsoft.Extensions.Logging;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Identities;

/// <summary>
/// Accounts and sign-in links as Secrets. Accounts are asked for on every request, so they are kept at hand once <see cref="RunAsync"/>
/// follows them; without it, and for a person who is not known yet, the cluster is asked.
/// </summary>
/// <param name="client">Asks the cluster.</param>
/// <param name="inNamespace">Where the Secrets are.</param>
/// <param name="clock">Waits.</param>
/// <param name="logger">Is told when the accounts cannot be followed.</param>
public sealed class SecretIdentityStore(ApiClient client, string inNamespace, TimeProvider clock, ILogger<SecretIdentityStore> logger) : IIdentityStore
{
    private static readonly Selector AllAccounts = new($"{Labels.Purpose}={IdentitySecret.AccountPurpose}");
    private static readonly Selector AllLinks = new($"{Labels.Purpose}={IdentitySecret.LinkPurpose}");

    private readonly Informer<IdentitySecret> _accounts = new(client, Kinds.Secret, inNamespace, AllAccounts, clock, logger);

    /// <summary>Ends when all accounts are at hand, after <see cref="RunAsync"/> has begun.</summary>
    internal Task Followed => _accounts.Synced;

    /// <summary>Follows the accounts until cancelled; what goes wrong is tried again.</summary>
    public Task RunAsync(CancellationToken stop) => _accounts.RunAsync(stop);

    /// <inheritdoc />
    public async Task<Account?> FindAccountAsync(PersonKey key, CancellationToken stop)
    {
        var name = IdentitySecret.NameOf(key);
        if (_accounts.TryGet(new ObjectName(inNamespace, name), out var known))
            return known.ToAccount();
        // Another process may have saved it a moment ago.
        var asked = await client.GetAsync<IdentitySecret>(Kinds.Secret, inNamespace, name, stop);
        if (asked.Is(out var found, out var error))
            return found.ToAccount();
        return error.Reason is ApiReason.NotFound ? null : throw ClusterTrouble.Of(error);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<Account>> ListAccountsAsync(CancellationToken stop)
    {
        var secrets = _accounts.Synced.IsCompletedSuccessfully ? _accounts.All : await ListAsync(AllAccounts, stop);
        return [.. secrets.Select(secret => secret.ToAccount()).OfType<Account>()
            .OrderBy(account => account.Name, StringComparer.Ordinal)
            .ThenBy(account => account.Key.ToString(), StringComparer.Ordinal)];
    }

    /// <inheritdoc />
    public async Task SaveAccountAsync(Account account, CancellationToken stop)
    {
        var name = IdentitySecret.NameOf(account.Key);
        var written = await client.ApplyAsync<IdentitySecret>(Kinds.Secret, inNamespace, name, IdentitySecret.From(account), Labels.Manager, stop);
        if (!written.Is(out var saved, out var error))
            throw ClusterTrouble.Of(error);
        // Before the first list nothing is kept at hand: what is there must be all there is.
        if (_accounts.Synced.IsCompletedSuccessfully)
            _accounts.Accept(saved);
    }

    /// <inheritdoc />
    public async Task RemoveAccountAsync(PersonKey key, CancellationToken stop)
    {
        var name = IdentitySecret.NameOf(key);
        var asked = await client.GetAsync<IdentitySecret>(Kinds.Secret, inNamespace, name, stop);
        if (!asked.Is(out var found, out var error))
        {
            if (error.Reason is not ApiReason.NotFound)
                throw ClusterTrouble.Of(error);
            return;
        }
        await TryDeleteAsync(found, stop);
        _accounts.AcceptDeleted(found);
    }

    /// <inheritdoc />
    public async Task AddSignInLinkAsync(string tokenHash, PersonKey person, DateTimeOffset expiresAt, CancellationToken stop)
    {
        var link = IdentitySecret.From(tokenHash, person, expiresAt);
        if ((await client.CreateAsync<IdentitySecret>(Kinds.Secret, inNamespace, link, stop)).Error is { } error)
            throw ClusterTrouble.Of(error);
    }

    /// <inheritdoc />
    public async Task<PersonKey?> RedeemSignInLinkAsync(string tokenHash, DateTimeOffset now, CancellationToken stop)
    {
        PersonKey? redeemed = null;
        foreach (var secret in await ListAsync(AllLinks, stop))
        {
            if (secret.ToLink() is not { } link || link.ExpiresAt <= now)
                await TryDeleteAsync(secret, stop);
            else if (secret.Name.Name == IdentitySecret.NameOfLink(tokenHash) && await TryDeleteAsync(secret, stop))
                redeemed = link.Person;
        }
        return redeemed;
    }

    private async Task<IReadOnlyList<IdentitySecret>> ListAsync(Selector selector, CancellationToken stop)
    {
        var listed = await client.ListAsync<IdentitySecret>(Kinds.Secret, inNamespace, selector, stop);
        return listed.Is(out var list, out var error) ? list.Items : throw ClusterTrouble.Of(error);
    }

    /// <summary>Whether it was us who deleted it: of several who try, the API server lets one.</summary>
    private async Task<bool> TryDeleteAsync(IdentitySecret secret, CancellationToken stop)
    {
        var precondition = new Precondition(secret.Metadata.Uid);
        if ((await client.DeleteAsync(Kinds.Secret, inNamespace, secret.Metadata.Name, precondition, stop)).Error is not { } error)
            return true;
        return error.Reason is ApiReason.NotFound or ApiReason.Conflict ? false : throw ClusterTrouble.Of(error);
    }
}
