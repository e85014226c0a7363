using System.Collections.Concurrent;

namespace ModelDeploy.Portal.SignIn;

/// <summary>
/// Sessions that somebody ended although their cookie would still be good. Each is kept for as long as a cookie lives;
/// a restart of the portal forgets them.
/// </summary>
public sealed class EndedSessions(TimeProvider clock)
{
    /// <summary>How long a cookie is good after its last use.</summary>
    public static readonly TimeSpan CookieLifetime = TimeSpan.FromHours(12);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _forgetAt = new(StringComparer.Ordinal);

    /// <summary>Ends the session, everywhere.</summary>
    public void Add(string session)
    {
        var now = clock.GetUtcNow();
        foreach (var (old, at) in _forgetAt)
        {
            if (at <= now)
                _forgetAt.TryRemove(old, out _);
        }
        _forgetAt[session] = now + CookieLifetime;
    }

    /// <summary>Whether the session was ended.</summary>
    public bool Contains(string session) => _forgetAt.ContainsKey(session);
}
