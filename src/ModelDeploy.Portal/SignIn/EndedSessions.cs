using System.Collections.Concurrent;
using ModelDeploy.Core.Accounts;

namespace ModelDeploy.Portal.SignIn;

/// <summary>
/// Sessions that somebody ended although their cookie would still be good. Each is kept for as long as a cookie lives;
/// a restart of the portal forgets them.
/// </summary>
public sealed class EndedSessions(TimeProvider clock)
{
    /// <summary>How long a cookie is good after its last use.</summary>
    public static readonly TimeSpan CookieLifetime = TimeSpan.FromHours(12);

    private readonly ConcurrentDictionary<Ended, DateTimeOffset> _endedAt = new();

    /// <summary>Ends the session, everywhere.</summary>
    public void Add(string session) => Add(new Ended(Session: session));

    /// <summary>Ends what belongs to this session of a provider.</summary>
    public void AddAtProvider(string issuer, string session) => Add(new Ended(Issuer: issuer, Session: session));

    /// <summary>Ends all sessions that a provider has begun for this person until now.</summary>
    public void AddAllOf(PersonKey person) => Add(new Ended(Issuer: person.Issuer, Subject: person.Subject));

    /// <summary>Whether the session was ended.</summary>
    public bool Contains(string session) => _endedAt.ContainsKey(new Ended(Session: session));

    /// <summary>Whether what this provider began for the person is over: ended there, or too old.</summary>
    public bool Covers(PersonKey person, ProviderSession session) =>
        session.Until <= clock.GetUtcNow()
        || (session.Id is { } id && _endedAt.ContainsKey(new Ended(Issuer: person.Issuer, Session: id)))
        || (_endedAt.TryGetValue(new Ended(Issuer: person.Issuer, Subject: person.Subject), out var at) && session.Since <= at);

    private void Add(Ended ended)
    {
        var now = clock.GetUtcNow();
        foreach (var (old, at) in _endedAt)
        {
            if (at + CookieLifetime <= now)
                _endedAt.TryRemove(old, out _);
        }
        _endedAt[ended] = now;
    }

    private sealed record Ended(string? Issuer = null, string? Subject = null, string? Session = null);
}
