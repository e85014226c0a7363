using System.Collections.Concurrent;
using ModelDeploy.Core.Accounts;

namespace ModelDeploy.TestKit.Stores;

/// <summary>A true store of ended sessions that lives as long as the process.</summary>
public sealed class InMemoryEndedSessionStore : IEndedSessionStore
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _kept = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public Task AddAsync(EndedSession ended, DateTimeOffset forgetBefore, CancellationToken stop)
    {
        foreach (var old in _kept.Where(one => one.Value < forgetBefore))
            _kept.TryRemove(old);
        _kept.AddOrUpdate(ended.Mark, ended.At, (_, known) => known > ended.At ? known : ended.At);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<EndedSession>> ListAsync(CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<EndedSession>>([.. _kept.Select(one => new EndedSession(one.Key, one.Value))]);
}
