using ModelDeploy.Core.Runtimes;

namespace ModelDeploy.Local.Processes.Replicas;

/// <summary>What was asked for last (<c>workload.json</c>).</summary>
/// <param name="Workload">What shall exist.</param>
/// <param name="Removing">Whether everything of the deployment shall go instead.</param>
internal sealed record NotedWorkload(Workload Workload, bool Removing)
{
    /// <summary>How many replicas shall exist.</summary>
    public int Wanted => Removing ? 0 : Workload.Replicas;

    /// <summary>Whether both want the same replicas. The surge only says how to get there.</summary>
    public static bool WantSame(NotedWorkload? left, NotedWorkload? right) =>
        (left?.Workload.Template, left?.Wanted, left?.Removing) == (right?.Workload.Template, right?.Wanted, right?.Removing);
}
