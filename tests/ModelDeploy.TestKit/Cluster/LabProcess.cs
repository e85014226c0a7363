using System.Diagnostics;
using System.Globalization;

namespace ModelDeploy.TestKit.Cluster;

/// <summary>A process of the laboratory, by number and start time: a number that another process has by now is never taken for it.</summary>
/// <param name="Pid">Its number.</param>
/// <param name="Started">When it started, in clock ticks since the machine did.</param>
internal sealed record LabProcess(int Pid, string Started)
{
    private const int StartTimeField = 19; // of what follows the name in parentheses, the process's state being the first

    /// <summary>Whether it is there and has not ended.</summary>
    public bool IsAlive => Of(Pid) == this && StatOf(Pid) is not ["Z", ..];

    /// <summary>The process of this number; null when there is none.</summary>
    public static LabProcess? Of(int pid) => StatOf(pid) is { } stat ? new LabProcess(pid, stat[StartTimeField]) : null;

    /// <summary>What a pid file names, if that is still there; else null.</summary>
    public static LabProcess? Read(string pidFile)
    {
        if (!File.Exists(pidFile) || File.ReadAllText(pidFile).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is not [var pid, var started])
            return null;
        var noted = new LabProcess(int.Parse(pid, CultureInfo.InvariantCulture), started);
        return noted.IsAlive ? noted : null;
    }

    /// <summary>The first of its descendants with this name, or null.</summary>
    public LabProcess? Descendant(string name)
    {
        foreach (var child in File.ReadAllText($"/proc/{Pid}/task/{Pid}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Of(int.Parse(child, CultureInfo.InvariantCulture)) is { } process
                && (File.ReadAllText($"/proc/{process.Pid}/comm").Trim() == name ? process : process.Descendant(name)) is { } found)
                return found;
        }
        return null;
    }

    /// <summary>Writes it down as the laboratory's own scripts do, so that they find it.</summary>
    public void Note(string pidFile) => File.WriteAllText(pidFile, $"{Pid} {Started}\n");

    /// <summary>Sends it a signal, if it is still there.</summary>
    public void Send(string signal)
    {
        if (!IsAlive)
            return;
        using var kill = Process.Start("kill", [$"-{signal}", Pid.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private static string[]? StatOf(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
