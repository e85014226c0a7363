namespace ModelDeploy.Core.Operations;

/// <summary>What is away now of that on which every page rests, for whoever shows what was known last.</summary>
public sealed class Outages
{
    private readonly Lock _lock = new();
    private readonly List<Action> _listeners = [];
    private readonly SortedDictionary<OutageOf, Outage> _present = [];

    /// <summary>The worst of the present ones, or null.</summary>
    public Outage? Current
    {
        get
        {
            lock (_lock)
                return _present.Values.FirstOrDefault();
        }
    }

    /// <summary>The present one of this kind, or null.</summary>
    public Outage? Of(OutageOf what)
    {
        lock (_lock)
            return _present.GetValueOrDefault(what);
    }

    /// <summary>Tells that one began, with <paramref name="outage"/>, or ended (null).</summary>
    public void Tell(OutageOf what, Outage? outage)
    {
        Action[] listeners;
        lock (_lock)
        {
            if (_present.GetValueOrDefault(what) == outage)
                return;
            if (outage is null)
                _present.Remove(what);
            else
                _present[what] = outage;
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
