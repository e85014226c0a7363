using System.Collections;
using System.Runtime.InteropServices;

namespace ModelDeploy.Local.Processes.Launching;

/// <summary>What replicas and supervisors inherit from the portal: names on an allow-list, nothing else.</summary>
internal static class HostEnvironment
{
    private static readonly HashSet<string> Allowed = ["PATH", "HOME", "LANG", "TZ", "TMPDIR", "DOTNET_ROOT"];

    /// <summary>The directory of the .NET that runs the portal.</summary>
    public static string DotnetRoot { get; } = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));

    /// <summary>What may be inherited from the portal's own environment, with a .NET to be found in PATH and DOTNET_ROOT.</summary>
    public static Dictionary<string, string> Inherited()
    {
        var own = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? "");
        return Inherited(own, DotnetRoot);
    }

    /// <summary>The same for a given environment.</summary>
    public static Dictionary<string, string> Inherited(IReadOnlyDictionary<string, string> own, string dotnetRoot)
    {
        var inherited = own
            .Where(variable => Allowed.Contains(variable.Key) || variable.Key.StartsWith("LC_", StringComparison.Ordinal))
            .ToDictionary();
        inherited["PATH"] = inherited.TryGetValue("PATH", out var path) ? $"{path}:{dotnetRoot}" : $"/usr/local/bin:/usr/bin:/bin:{dotnetRoot}";
        inherited.TryAdd("DOTNET_ROOT", dotnetRoot);
        return inherited;
    }
}
