using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Supervisor.Protocol;

namespace ModelDeploy.Local.Processes.Replicas;

/// <summary>Measures what replicas use, when somebody asks. However many ask, a deployment is measured once a second at most.</summary>
internal sealed class ReplicaMeter(TimeProvider clock)
{
    private static readonly TimeSpan AtLeastBetween = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<DeploymentKey, (DateTimeOffset At, Dictionary<string, UsageSample> Samples)> _last = [];

    /// <summary>What these replicas use; those that do not run are left out.</summary>
    public IReadOnlyList<ReplicaUsage> Measure(DeploymentKey key, IEnumerable<(string Replica, ProcessIdentity Supervisor)> running)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            var known = _last.TryGetValue(key, out var last);
            if (!known || now - last.At >= AtLeastBetween)
            {
                last = (now, Sample(running, known ? last.Samples : [], now));
                _last.Remove(key);
                if (last.Samples.Count > 0)
                    _last[key] = last;
            }
            return [.. last.Samples.Select(sample => new ReplicaUsage(sample.Key, sample.Value.Cores, sample.Value.Use.ResidentBytes))];
        }
    }

    private static Dictionary<string, UsageSample> Sample(
        IEnumerable<(string Replica, ProcessIdentity Supervisor)> running, Dictionary<string, UsageSample> before, DateTimeOffset now)
    {
        var samples = new Dictionary<string, UsageSample>(StringComparer.Ordinal);
        foreach (var (replica, supervisor) in running)
        {
            if (Use(supervisor) is { } use)
                samples[replica] = UsageSample.After(before.GetValueOrDefault(replica), supervisor, use, now);
        }
        return samples;
    }

    private static ProcessUse? Use(ProcessIdentity supervisor)
    {
        try
        {
            return supervisor.MeasureDescendants();
        }
        catch (IOException)
        {
            return null; // no file descriptor left, for one: then nothing is known
        }
    }
}
