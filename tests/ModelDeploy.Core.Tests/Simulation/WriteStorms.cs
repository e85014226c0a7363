using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Core.Tests.Simulation;

/// <summary>Counts how often the status of a deployment is written while nothing else in the world moves.</summary>
internal sealed class WriteStorms
{
    /// <summary>One for the grant, one for what was applied, one for what is seen then.</summary>
    private const int Most = 3;

    private readonly Dictionary<DeploymentKey, int> _own = [];
    private readonly Dictionary<DeploymentKey, (int Moment, int Writes)> _last = [];
    private int _moves;

    /// <summary>How many statuses were written in all.</summary>
    public int Writes { get; private set; }

    /// <summary>Something moved, also a status.</summary>
    public void Moved() => _moves++;

    /// <summary>The status of a deployment was written; fails when that happens again and again for no reason. Call <see cref="Moved"/> too.</summary>
    public void Written(DeploymentKey key)
    {
        Writes++;
        var moment = _moves - _own.GetValueOrDefault(key);
        _own[key] = _own.GetValueOrDefault(key) + 1;
        var (last, writes) = _last.GetValueOrDefault(key);
        _last[key] = (moment, last == moment ? writes + 1 : 1);
        Assert.True(_last[key].Writes <= Most, $"The status of {key} is written {_last[key].Writes} times, and nothing else has moved");
    }
}
