using System.Text.Json.Serialization;
using ModelDeploy.Supervisor.Native;

namespace ModelDeploy.Supervisor.Protocol;

/// <summary>
/// Names one process for ever: numbers are used again, but not within one boot with the same start time.
/// </summary>
/// <param name="Boot">The boot of the machine.</param>
/// <param name="Pid">The process number.</param>
/// <param name="StartTime">When the process started, in the operating system's own unit since its own origin.</param>
public sealed record ProcessIdentity(string Boot, int Pid, long StartTime)
{
    /// <summary>The identity of the running process with this number, or null when there is none (one that has exited counts as none).</summary>
    public static ProcessIdentity? Of(int pid) =>
        ProcessTable.StartTimeOf(pid) is { } startTime ? new ProcessIdentity(ProcessTable.Boot, pid, startTime) : null;

    /// <summary>Whether this very process runs.</summary>
    [JsonIgnore]
    public bool IsAlive => Of(Pid) == this;

    /// <summary>Whether it ran before the machine was started the last time.</summary>
    [JsonIgnore]
    public bool IsOfEarlierBoot => Boot != ProcessTable.Boot;

    /// <summary>What everything uses that the process has started, itself left out; null when it is not there any more.</summary>
    public ProcessUse? MeasureDescendants()
    {
        if (!IsAlive)
            return null;
        var tree = ProcessTable.DescendantsOf(Pid);
        var times = tree.Select(ProcessTable.ProcessorTimeOf).OfType<TimeSpan>().ToList();
        return new ProcessUse(times.Count == 0 ? null : times.Aggregate((sum, time) => sum + time), tree.Sum(ProcessTable.ResidentBytesOf));
    }

    /// <summary>Asks the process to end (SIGTERM); false when it is not there any more.</summary>
    public bool Terminate() => IsAlive && Libc.Kill(Pid, Signals.Terminate) == 0;

    /// <summary>Ends the process (SIGKILL), and nothing else; false when it is not there any more.</summary>
    public bool Kill() => IsAlive && Libc.Kill(Pid, Signals.Kill) == 0;

    /// <summary>Ends the process and the group that it leads (SIGKILL), also when only members of the group are left.</summary>
    public void KillGroup()
    {
        // While members live, the system gives the leader's number to no other process: a process with it and another
        // start time proves that the group is gone.
        if (IsOfEarlierBoot || (Of(Pid) is { } other && other != this))
            return;
        Libc.Kill(-Pid, Signals.Kill);
        if (IsAlive)
            Libc.Kill(Pid, Signals.Kill);
    }
}
