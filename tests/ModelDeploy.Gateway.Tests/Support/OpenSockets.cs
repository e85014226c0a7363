using System.Globalization;

namespace ModelDeploy.Gateway.Tests.Support;

/// <summary>What Linux knows of connections and of limits.</summary>
internal static class OpenSockets
{
    private const string Listening = "0A";

    /// <summary>How many connections at this local port some process still holds a descriptor of. What nobody holds any more has no inode.</summary>
    public static int HeldAt(int port)
    {
        var local = $":{port.ToString("X4", CultureInfo.InvariantCulture)}";
        return File.ReadLines("/proc/net/tcp")
            .Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Count(columns => columns[1].EndsWith(local, StringComparison.Ordinal) && columns[3] != Listening && columns[9] != "0");
    }

    /// <summary>How many descriptors this process may have.</summary>
    public static int MostDescriptors()
    {
        var limit = File.ReadLines("/proc/self/limits").Single(line => line.StartsWith("Max open files", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[3];
        return int.TryParse(limit, CultureInfo.InvariantCulture, out var most) ? most : int.MaxValue;
    }

    /// <summary>Skips the test where there is no such knowledge.</summary>
    public static void Require() => Assert.SkipUnless(File.Exists("/proc/net/tcp"), "Connections are counted in Linux' /proc.");
}
