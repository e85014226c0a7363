using System.Collections.Immutable;

namespace ModelDeploy.Core.Operations;

/// <summary>What is away now of that on which every page rests, for whoever shows what was known last.</summary>
public sealed class Outages
{
    private readonly Lock _lock = new();
    private readonly List<Action> _listeners = [];

    // Written under the lock, read without it: every request to a private endpoint asks.
    private volatile ImmutableSortedDictionary<OutageOf, Outage> _present = ImmutableSortedDictionary<OutageOf, Outage>.Empty;

    /// <summary>The worst of the present ones, or null.</summary>
    public Outage? Current => _present.Values.FirstOrDefault();

    /// <summary>The present one of this kind, or null.</summary>
    public Outage? Of(OutageOf what) => _present.GetValueOrDefault(what);

    /// <summary>Tells that one began, with <paramref name="outage"/>, or ended (null).</summary>
    public void Tell(OutageOf what, Outage? outage)
    {
        Action[] listeners;
        lock (_lock)
        {
            if (_present.GetValueOrDefault(what) == outage)
                return;
            _present = outage is null ? _present.Remove(what) : _present.SetItem(what, outage);
            listeners = [.. _listeners];
        }
        foreach (var listener in listeners)
            listener();
    }

    /// <summary>Calls back whenever one begins or ends, in the caller's context: be quick. Dispose to end it.</summary>
    public IDisposable OnChange(Action callBack)
    {
        var listener = CallersContext.Keep(callBack);
        lock (_lock)
            _listeners.Add(listener);
        return new Subscription(() =>
        {
            lock (_lock)
                _listeners.Remove(listener);
        });
    }
}
