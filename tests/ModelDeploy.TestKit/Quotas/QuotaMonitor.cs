using System.Collections.Concurrent;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Runtimes;

namespace ModelDeploy.TestKit.Quotas;

/// <summary>Compares a group's quota with what its deployments hold and with what the runtime is told to run, and keeps every excess.</summary>
public sealed class QuotaMonitor(Quota quota)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<DeploymentKey, Resources> _told = [];
    private readonly ConcurrentQueue<string> _excesses = new();
    private Resources _toldInAll;
    private long _looks;

    /// <summary>What was too much; empty as it should be.</summary>
    public IReadOnlyCollection<string> Excesses => _excesses;

    /// <summary>How many states were looked at.</summary>
    public long Looks => Interlocked.Read(ref _looks);

    /// <summary>The most cores that the runtime was told to run at once; shows whether the quota was a limit at all.</summary>
    public decimal MostCpuTold { get; private set; }

    /// <summary>Looks at all deployments as they are stored at one moment.</summary>
    public void LookAt(IEnumerable<Deployment> all)
    {
        Interlocked.Increment(ref _looks);
        var held = QuotaUse.Of(all);
        if (!Fits(held.Resources) || held.Deployments > (quota.MaxDeployments ?? int.MaxValue))
            _excesses.Enqueue($"granted {held} of {quota}");
    }

    /// <summary>The runtime is told to run this for the key; null for nothing.</summary>
    public void Told(DeploymentKey key, Workload? workload)
    {
        lock (_lock)
        {
            _toldInAll -= _told.GetValueOrDefault(key);
            _told[key] = workload is null ? Resources.None : workload.Template.Resources * workload.Replicas;
            _toldInAll += _told[key];
            MostCpuTold = Math.Max(MostCpuTold, _toldInAll.Cpu);
            if (!Fits(_toldInAll))
                _excesses.Enqueue($"told to run {_toldInAll} of {quota}");
        }
    }

    private bool Fits(Resources use) =>
        use.FitsInto(new Resources(quota.Cpu ?? decimal.MaxValue, quota.Memory ?? long.MaxValue, quota.Gpu ?? int.MaxValue));
}
