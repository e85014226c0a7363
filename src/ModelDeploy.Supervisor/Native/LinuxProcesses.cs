using System.Globalization;

namespace ModelDeploy.Supervisor.Native;

/// <summary>Reads /proc.</summary>
internal static class LinuxProcesses
{
    private const int StateField = 0;
    private const int UserTimeField = 11;
    private const int SystemTimeField = 12;
    private const int StartTimeField = 19;
    private const int NoSuchProcess = 3;

    // What /proc counts in: fixed for programs, whatever the kernel's own tick is.
    private const int TicksPerSecond = 100;

    public static string Boot() => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();

    /// <summary>
    /// Clock ticks since boot. Throws where it cannot be known, for want of file descriptors say: a process that is taken for gone is
    /// started again, and what is left of it killed.
    /// </summary>
    public static long? StartTimeOf(int pid) =>
        StatOf(pid) is { } fields && fields[StateField] is not ("Z" or "X") ? long.Parse(fields[StartTimeField], CultureInfo.InvariantCulture) : null;

    /// <summary>User and system time since its start. Throws where it cannot be known.</summary>
    public static TimeSpan? ProcessorTimeOf(int pid) => StatOf(pid) is { } fields
        ? TimeSpan.FromSeconds((double)(long.Parse(fields[UserTimeField], CultureInfo.InvariantCulture) + long.Parse(fields[SystemTimeField], CultureInfo.InvariantCulture)) / TicksPerSecond)
        : null;

    public static IReadOnlyList<int> ChildrenOf(int pid)
    {
        List<int> children = [];
        try
        {
            foreach (var task in Directory.EnumerateDirectories($"/proc/{pid}/task"))
                AddNumbers(TryRead($"{task}/children"), children);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // The process ended while it was read.
        }
        return children;
    }

    /// <summary>The processes of the user that we run as.</summary>
    public static IEnumerable<int> OfThisUser()
    {
        var user = Libc.GetEffectiveUser();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && UserOf(pid) == user)
                yield return pid;
        }
    }

    /// <summary>The value of a variable in the environment that the process was started with, or null.</summary>
    public static string? VariableOf(int pid, string name)
    {
        foreach (var variable in (TryRead($"/proc/{pid}/environ") ?? "").Split('\0'))
        {
            if (variable.Length > name.Length && variable[name.Length] == '=' && variable.StartsWith(name, StringComparison.Ordinal))
                return variable[(name.Length + 1)..];
        }
        return null;
    }

    public static long ResidentBytesOf(int pid) =>
        TryRead($"/proc/{pid}/statm")?.Split(' ') is [_, var pages, ..]
            ? long.Parse(pages, CultureInfo.InvariantCulture) * Environment.SystemPageSize
            : 0;

    public static long ProportionalBytesOf(int pid)
    {
        const string Label = "Pss:";
        foreach (var line in (TryRead($"/proc/{pid}/smaps_rollup") ?? "").AsSpan().EnumerateLines())
        {
            if (line.StartsWith(Label))
                return long.Parse(line[Label.Length..].TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) * 1024;
        }
        return ResidentBytesOf(pid);
    }

    /// <summary>The fields of <c>stat</c> from the state on. The name before it stands in brackets and may hold anything: what follows begins after the last bracket.</summary>
    private static string[]? StatOf(int pid) => ReadUnlessGone($"/proc/{pid}/stat") is { } stat ? stat[(stat.LastIndexOf(')') + 2)..].Split(' ') : null;

    private static uint? UserOf(int pid)
    {
        const string Label = "Uid:";
        const int Effective = 1;
        foreach (var line in (TryRead($"/proc/{pid}/status") ?? "").Split('\n'))
        {
            if (line.StartsWith(Label, StringComparison.Ordinal))
                return uint.Parse(line[Label.Length..].Trim().Split('\t')[Effective], CultureInfo.InvariantCulture);
        }
        return null;
    }

    private static void AddNumbers(string? text, List<int> into)
    {
        if (text is null)
            return;
        foreach (var range in text.AsSpan().Split(' '))
        {
            if (int.TryParse(text.AsSpan()[range], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                into.Add(number);
        }
    }

    private static string? ReadUnlessGone(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException or IOException { HResult: NoSuchProcess })
        {
            return null;
        }
    }

    private static string? TryRead(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
