namespace ModelDeploy.Core.Operations;

/// <summary>Whether the store can be followed now, for whoever shows what it held last.</summary>
public sealed class Outages
{
    private readonly Lock _lock = new();
    private readonly List<Action> _listeners = [];

    /// <summary>The present one, or null.</summary>
    public Outage? Current { get; private set; }

    /// <summary>Tells that one began or ended (null).</summary>
    public void Tell(Outage? outage)
    {
        Action[] listeners;
        lock (_lock)
        {
            if (Current == outage)
                return;
            Current = outage;
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
