using System.Globalization;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;

namespace ModelDeploy.TestKit.Stores;

/// <summary>A true store of credentials that lives as long as the process.</summary>
public sealed class InMemoryCredentialStore : ICredentialStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<PersonKey, LocalCredential> _credentials = [];
    private long _lastVersion;

    /// <inheritdoc />
    public Task<LocalCredential?> FindAsync(PersonKey person, CancellationToken stop) => Locked(stop, () => _credentials.GetValueOrDefault(person));

    /// <inheritdoc />
    public Task<LocalCredential?> FindByLoginAsync(string login, CancellationToken stop) =>
        Locked(stop, () => _credentials.Values.FirstOrDefault(credential => credential.Login == login));

    /// <inheritdoc />
    public Task<IReadOnlyList<LocalCredential>> ListAsync(CancellationToken stop) => Locked<IReadOnlyList<LocalCredential>>(stop, () =>
        [.. _credentials.Values.OrderBy(credential => credential.Login, StringComparer.Ordinal)]);

    /// <inheritdoc />
    public Task<StoreResult<LocalCredential>> AddAsync(LocalCredential credential, CancellationToken stop) => Locked(stop, () =>
        _credentials.Values.Any(known => known.Login == credential.Login) ? new StoreResult<LocalCredential>.Taken() : Kept(credential));

    /// <inheritdoc />
    public Task<StoreResult<LocalCredential>> SaveAsync(LocalCredential credential, CancellationToken stop) => Locked(stop, () =>
        !_credentials.TryGetValue(credential.Person, out var known) ? new StoreResult<LocalCredential>.Missing()
        : known.Version != credential.Version ? new StoreResult<LocalCredential>.Conflict()
        : Kept(credential with { Login = known.Login }));

    /// <inheritdoc />
    public Task RemoveAsync(PersonKey person, CancellationToken stop) => Locked(stop, () => _credentials.Remove(person));

    private StoreResult<LocalCredential> Kept(LocalCredential credential)
    {
        var kept = credential with { Version = (++_lastVersion).ToString(CultureInfo.InvariantCulture) };
        _credentials[kept.Person] = kept;
        return new StoreResult<LocalCredential>.Stored(kept);
    }

    private Task<T> Locked<T>(CancellationToken stop, Func<T> action)
    {
        stop.ThrowIfCancellationRequested();
        lock (_lock)
            return Task.FromResult(action());
    }
}
