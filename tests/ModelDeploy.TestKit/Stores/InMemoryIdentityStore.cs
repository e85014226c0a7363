using ModelDeploy.Core.Accounts;

namespace ModelDeploy.TestKit.Stores;

/// <summary>A true identity store that lives as long as the process.</summary>
public sealed class InMemoryIdentityStore : IIdentityStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<PersonKey, Account> _accounts = [];
    private readonly Dictionary<string, (PersonKey Person, DateTimeOffset ExpiresAt)> _links = [];

    /// <summary>A store that starts with these accounts.</summary>
    public InMemoryIdentityStore(params IEnumerable<Account> accounts)
    {
        foreach (var account in accounts)
            _accounts[account.Key] = account;
    }

    /// <inheritdoc />
    public Task<Account?> FindAccountAsync(PersonKey key, CancellationToken stop) =>
        Locked(stop, () => _accounts.GetValueOrDefault(key));

    /// <inheritdoc />
    public Task<IReadOnlyList<Account>> ListAccountsAsync(CancellationToken stop) =>
        Locked<IReadOnlyList<Account>>(stop, () => [.. _accounts.Values
            .OrderBy(account => account.Name, StringComparer.Ordinal)
            .ThenBy(account => account.Key.ToString(), StringComparer.Ordinal)]);

    /// <inheritdoc />
    public Task SaveAccountAsync(Account account, CancellationToken stop) =>
        Locked(stop, () => _accounts[account.Key] = account);

    /// <inheritdoc />
    public Task RemoveAccountAsync(PersonKey key, CancellationToken stop) => Locked(stop, () => _accounts.Remove(key));

    /// <inheritdoc />
    public Task AddSignInLinkAsync(string tokenHash, PersonKey person, DateTimeOffset expiresAt, CancellationToken stop) =>
        Locked(stop, () => _links[tokenHash] = (person, expiresAt));

    /// <inheritdoc />
    public Task<PersonKey?> RedeemSignInLinkAsync(string tokenHash, DateTimeOffset now, CancellationToken stop) => Locked(stop, () =>
    {
        foreach (var (hash, _) in _links.Where(link => link.Value.ExpiresAt <= now).ToArray())
            _links.Remove(hash);
        return _links.Remove(tokenHash, out var link) ? link.Person : (PersonKey?)null;
    });

    private Task<T> Locked<T>(CancellationToken stop, Func<T> action)
    {
        stop.ThrowIfCancellationRequested();
        lock (_lock)
            return Task.FromResult(action());
    }
}
