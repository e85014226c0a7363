using System.Collections.Concurrent;

namespace ModelDeploy.Portal.SignIn.OpenId;

/// <summary>Remembers for a while what was used, so that it is used once. This process's own memory: a restart forgets.</summary>
public sealed class UsedOnce(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _forgetAt = new(StringComparer.Ordinal);

    /// <summary>True for the first who comes with it, and false for everybody else until <paramref name="keptFor"/> has passed.</summary>
    public bool TryUse(string once, TimeSpan keptFor)
    {
        var now = clock.GetUtcNow();
        foreach (var (old, at) in _forgetAt)
        {
            if (at <= now)
                _forgetAt.TryRemove(old, out _);
        }
        return _forgetAt.TryAdd(once, now + keptFor);
    }
}
