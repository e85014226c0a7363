using System.Globalization;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Supervisor.Protocol;

namespace ModelDeploy.Local.Processes.Launching;

/// <summary>Says what a supervisor shall start. Pure.</summary>
internal static class LaunchComposer
{
    private const int SegmentsPerCap = 20;
    private const int SegmentsPerReplica = 10;
    private const long SmallestSegment = 64 * 1024;

    /// <summary>What is asked for one attempt.</summary>
    /// <param name="id">The deployment's id.</param>
    /// <param name="image">What the template's image means here.</param>
    /// <param name="template">What the replica is made of.</param>
    /// <param name="inherited">The part of the portal's environment that replicas may see.</param>
    /// <param name="place">What belongs to this attempt.</param>
    /// <param name="options">Grace and log limits.</param>
    public static Launch Compose(
        string id, LocalImage image, WorkloadTemplate template, IReadOnlyDictionary<string, string> inherited, LaunchPlace place,
        ProcessRuntimeOptions options)
    {
        var environment = new Dictionary<string, string>(inherited);
        foreach (var (name, value) in image.Environment)
            environment[name] = Fill(value, place.Port);
        foreach (var variable in template.Env.Where(variable => !variable.Secret))
            environment[variable.Name] = variable.Value;
        foreach (var variable in template.Env.Where(variable => variable.Secret))
            environment.Remove(variable.Name);
        foreach (var (name, value) in PlatformVariables.For(id, template.ModelUri, place.Port))
            environment[name] = value;
        environment[MarkedProcess.Variable] = place.Mark;
        string[] secrets = [.. template.Env.Where(variable => variable.Secret).Select(variable => $"{variable.Name}={variable.Value}")];

        var file = new LaunchFile
        {
            Attempt = place.Attempt,
            Command = [.. image.Command.Select(part => Fill(part, place.Port))],
            WorkingDirectory = image.WorkingDirectory is { } directory ? Fill(directory, place.Port) : place.WorkDirectory,
            Environment = [.. environment.Select(variable => $"{variable.Key}={variable.Value}")],
            MemoryLimit = template.Resources.Memory,
            LogSegmentBytes = Math.Max(SmallestSegment, options.LogCapBytes / SegmentsPerCap),
            LogSegments = SegmentsPerReplica,
            StopGraceMilliseconds = (int)options.StopGrace.TotalMilliseconds,
            SecretsFollow = secrets.Length > 0,
        };
        return new Launch(file, secrets);
    }

    private static string Fill(string text, int port) => text
        .Replace("{app}", AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar), StringComparison.Ordinal)
        .Replace("{port}", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
