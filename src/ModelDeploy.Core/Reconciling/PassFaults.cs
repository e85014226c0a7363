using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Core.Reconciling;

/// <summary>
/// Which deployments' newest pass failed, and why. A fault is over for a deployment with its next pass that is finished.
/// </summary>
internal sealed class PassFaults(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<DeploymentKey, (DateTimeOffset Since, string Because)> _faults = [];
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private DateTimeOffset _began;

    /// <summary>What is the case now; null when the newest pass of every deployment was finished.</summary>
    public PassTrouble? Current
    {
        get
        {
            lock (_lock)
            {
                // The longest one: with the newest of many, what is told would be another one at each look.
                return _faults.Count == 0
                    ? null
                    : _faults.OrderBy(fault => fault.Value.Since).ThenBy(fault => fault.Key.Id, StringComparer.Ordinal)
                        .Select(fault => new PassTrouble(fault.Value.Since, fault.Value.Because, _faults.Count)).First();
            }
        }
    }

    /// <summary>Notes that a pass failed; true when a fault like that has not been noted since passes were last finished for all.</summary>
    public bool Note(DeploymentKey key, string because)
    {
        lock (_lock)
        {
            if (_faults.Count == 0)
                _began = clock.GetUtcNow();
            _faults[key] = (_faults.TryGetValue(key, out var before) ? before.Since : clock.GetUtcNow(), because);
            // One cause refuses each deployment by its name.
            return _told.Add(because.Replace(key.Id, "…", StringComparison.Ordinal));
        }
    }

    /// <summary>Notes that a pass was finished; how long there was a fault when that was the last one, else null.</summary>
    public TimeSpan? Clear(DeploymentKey key)
    {
        lock (_lock)
        {
            if (!_faults.Remove(key) || _faults.Count > 0)
                return null;
            _told.Clear();
            return clock.GetUtcNow() - _began;
        }
    }
}
