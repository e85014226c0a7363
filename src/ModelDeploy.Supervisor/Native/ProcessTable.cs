namespace ModelDeploy.Supervisor.Native;

/// <summary>What the operating system knows about processes, in one shape for Linux and macOS.</summary>
internal static class ProcessTable
{
    private static readonly Lazy<string> ThisBoot = new(() => OperatingSystem.IsMacOS() ? MacProcesses.Boot() : LinuxProcesses.Boot());

    /// <summary>Names the current boot of the machine.</summary>
    public static string Boot => ThisBoot.Value;

    /// <summary>When the process started, or null when there is none or it has exited.</summary>
    public static long? StartTimeOf(int pid) =>
        OperatingSystem.IsMacOS() ? MacProcesses.StartTimeOf(pid) : LinuxProcesses.StartTimeOf(pid);

    /// <summary>The direct children of a process.</summary>
    public static IReadOnlyList<int> ChildrenOf(int pid) =>
        OperatingSystem.IsMacOS() ? MacProcesses.ChildrenOf(pid) : LinuxProcesses.ChildrenOf(pid);

    /// <summary>Resident bytes of the process, pages shared with others counted in full; 0 when it is gone.</summary>
    public static long ResidentBytesOf(int pid) =>
        OperatingSystem.IsMacOS() ? MacProcesses.ResidentBytesOf(pid) : LinuxProcesses.ResidentBytesOf(pid);

    /// <summary>The processor time that it has used, or null where that is not told (macOS) or it is gone.</summary>
    public static TimeSpan? ProcessorTimeOf(int pid) =>
        OperatingSystem.IsMacOS() ? null : LinuxProcesses.ProcessorTimeOf(pid);

    /// <summary>The process's fair share of what it holds, where the system can tell (Linux), else its resident bytes. Costly.</summary>
    public static long ProportionalBytesOf(int pid) =>
        OperatingSystem.IsMacOS() ? MacProcesses.ResidentBytesOf(pid) : LinuxProcesses.ProportionalBytesOf(pid);

    /// <summary>All descendants of a process.</summary>
    public static List<int> DescendantsOf(int pid)
    {
        List<int> found = [.. ChildrenOf(pid)];
        for (var next = 0; next < found.Count; next++)
            found.AddRange(ChildrenOf(found[next]));
        return found;
    }
}
