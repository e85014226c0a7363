namespace ModelDeploy.Core.Accounts;

/// <summary>
/// Keeps accounts and one-time sign-in links. Tokens are kept as hashes only. Implementations throw only for transport.
/// </summary>
public interface IIdentityStore
{
    /// <summary>The account under this key, or null.</summary>
    Task<Account?> FindAccountAsync(PersonKey key, CancellationToken stop);

    /// <summary>All accounts, ordered by name.</summary>
    Task<IReadOnlyList<Account>> ListAccountsAsync(CancellationToken stop);

    /// <summary>Creates or replaces the account under its key.</summary>
    Task SaveAccountAsync(Account account, CancellationToken stop);

    /// <summary>Removes the account under this key; nothing happens when there is none.</summary>
    Task RemoveAccountAsync(PersonKey key, CancellationToken stop);

    /// <summary>Keeps a link by the SHA-256 of its token (hex, lower case) until it is redeemed or <paramref name="expiresAt"/>.</summary>
    Task AddSignInLinkAsync(string tokenHash, PersonKey person, DateTimeOffset expiresAt, CancellationToken stop);

    /// <summary>
    /// Uses up the link with this hash: the person it is for, or null when it is unknown, already used or expired at
    /// <paramref name="now"/>. Of two callers at once exactly one gets the person. Expired links are removed on the way.
    /// </summary>
    Task<PersonKey?> RedeemSignInLinkAsync(string tokenHash, DateTimeOffset now, CancellationToken stop);
}
