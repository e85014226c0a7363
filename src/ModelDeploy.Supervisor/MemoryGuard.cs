using ModelDeploy.Supervisor.Native;

namespace ModelDeploy.Supervisor;

/// <summary>Tells whether the model and everything that it started hold more memory than they may: all descendants of the supervisor.</summary>
internal sealed class MemoryGuard(long limit)
{
    /// <summary>Whether there is a limit to watch.</summary>
    public bool HasLimit => limit > 0;

    /// <summary>
    /// Samples now. Resident pages are cheap to read, but count shared ones once for each process: only when they exceed the limit
    /// is each process's fair share asked for.
    /// </summary>
    public bool IsExceeded()
    {
        var tree = ProcessTable.DescendantsOf(Environment.ProcessId);
        return tree.Sum(ProcessTable.ResidentBytesOf) > limit && tree.Sum(ProcessTable.ProportionalBytesOf) > limit;
    }
}
