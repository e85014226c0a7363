using ModelDeploy.Core.Accounts;

namespace ModelDeploy.TestKit.Stores;

/// <summary>A true store of tokens that lives as long as the process.</summary>
public sealed class InMemoryApiTokenStore : IApiTokenStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, ApiToken> _tokens = [];

    /// <inheritdoc />
    public Task<ApiToken?> FindAsync(string hash, CancellationToken stop) => Locked(stop, () => _tokens.Values.FirstOrDefault(token => token.Hash == hash));

    /// <inheritdoc />
    public Task<IReadOnlyList<ApiToken>> ListAsync(PersonKey person, CancellationToken stop) => Locked<IReadOnlyList<ApiToken>>(stop, () =>
        [.. _tokens.Values.Where(token => token.Person == person).OrderByDescending(token => token.CreatedAt).ThenBy(token => token.Name, StringComparer.Ordinal)]);

    /// <inheritdoc />
    public Task AddAsync(ApiToken token, CancellationToken stop) => Locked(stop, () => _tokens[token.Id] = token);

    /// <inheritdoc />
    public Task NoteUseAsync(ApiToken token, DateTimeOffset at, CancellationToken stop) => Locked(stop, () =>
        _tokens.TryGetValue(token.Id, out var kept) ? _tokens[kept.Id] = kept with { LastUsedAt = at } : null);

    /// <inheritdoc />
    public Task<bool> RemoveAsync(PersonKey person, Guid id, CancellationToken stop) => Locked(stop, () =>
        _tokens.TryGetValue(id, out var token) && token.Person == person && _tokens.Remove(id));

    private Task<T> Locked<T>(CancellationToken stop, Func<T> action)
    {
        stop.ThrowIfCancellationRequested();
        lock (_lock)
            return Task.FromResult(action());
    }
}
