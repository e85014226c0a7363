using System.Collections.Concurrent;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;

namespace ModelDeploy.Portal.SignIn;

/// <summary>
/// Sessions that somebody ended although their cookie would still be good, at this portal or at another one of the same store. Each is
/// kept for as long as a cookie lives. What this portal was told counts here at once; <see cref="ReadAsync"/> brings the others' and gives
/// the store what it could not take.
/// </summary>
public sealed class EndedSessions(IEndedSessionStore store, TimeProvider clock)
{
    /// <summary>How long a cookie is good after its last use.</summary>
    public static readonly TimeSpan CookieLifetime = TimeSpan.FromHours(12);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _endedAt = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, EndedSession> _notKept = new(StringComparer.Ordinal);
    private volatile bool _wasRead;

    private DateTimeOffset Oldest => clock.GetUtcNow() - CookieLifetime;

    /// <summary>Ends the session, everywhere. A store that does not answer gets it later.</summary>
    public Task AddAsync(string session, CancellationToken stop) => AddMarkAsync(EndedSession.MarkOf(session), stop);

    /// <summary>Ends what belongs to this session of a provider.</summary>
    public Task AddAtProviderAsync(string issuer, string session, CancellationToken stop) => AddMarkAsync(EndedSession.MarkAtProvider(issuer, session), stop);

    /// <summary>Ends all sessions that a provider has begun for this person until now.</summary>
    public Task AddAllOfAsync(PersonKey person, CancellationToken stop) => AddMarkAsync(EndedSession.MarkOfAll(person), stop);

    /// <summary>Whether the session was ended.</summary>
    public bool Contains(string session) => _endedAt.ContainsKey(EndedSession.MarkOf(session));

    /// <summary>Whether what this provider began for the person is over: ended there, or too old.</summary>
    public bool Covers(PersonKey person, ProviderSession session) =>
        session.Until <= clock.GetUtcNow()
        || (session.Id is { } id && _endedAt.ContainsKey(EndedSession.MarkAtProvider(person.Issuer, id)))
        || (_endedAt.TryGetValue(EndedSession.MarkOfAll(person), out var at) && session.Since <= at);

    /// <summary>Reads them if that never succeeded: before it, nobody knows who was signed out.</summary>
    /// <exception cref="StoreUnavailableException">Nobody can tell now.</exception>
    public Task ReadOnceAsync(CancellationToken stop) => _wasRead ? Task.CompletedTask : ReadAsync(stop);

    /// <summary>Gives the store what it could not take, and reads what others ended.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task ReadAsync(CancellationToken stop)
    {
        foreach (var ended in _notKept.Values)
            await KeepAsync(ended, stop);
        foreach (var ended in await store.ListAsync(stop))
            Note(ended);
        _wasRead = true;
        foreach (var old in _endedAt.Where(ended => ended.Value < Oldest))
            _endedAt.TryRemove(old);
    }

    private async Task AddMarkAsync(string mark, CancellationToken stop)
    {
        var ended = new EndedSession(mark, clock.GetUtcNow());
        Note(ended);
        _notKept[mark] = ended;
        try
        {
            await KeepAsync(ended, stop);
        }
        catch (StoreUnavailableException)
        {
            // Whoever leaves has left. The next reading tries again, and says in the log that it cannot.
        }
    }

    private async Task KeepAsync(EndedSession ended, CancellationToken stop)
    {
        await store.AddAsync(ended, Oldest, stop);
        _notKept.TryRemove(KeyValuePair.Create(ended.Mark, ended));
    }

    private void Note(EndedSession ended) => _endedAt.AddOrUpdate(ended.Mark, ended.At, (_, known) => ended.At > known ? ended.At : known);
}
