using System.Globalization;
using ModelDeploy.Supervisor.Protocol;

namespace ModelDeploy.Local.Tests.Faults;

/// <summary>
/// What really runs for a data directory, as the operating system tells it: supervisors work in a replica's directory, models in
/// the folder <c>work</c> below it. Linux only.
/// </summary>
internal sealed class MachineProcesses(string dataDirectory)
{
    private const string Deleted = " (deleted)";
    private readonly string _replicas = Path.Combine(dataDirectory, "replicas") + Path.DirectorySeparatorChar;

    /// <summary>Every process of every replica now.</summary>
    public IReadOnlyList<ReplicaProcess> Find() =>
        [.. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Select(NumberOf).Where(pid => pid > 0).Select(Look).OfType<ReplicaProcess>()];

    /// <summary>The models alone.</summary>
    public IReadOnlyList<ReplicaProcess> Models() => [.. Find().Where(process => process.IsModel)];

    private ReplicaProcess? Look(int pid)
    {
        if (WorkingDirectoryOf(pid) is not { } directory || !directory.StartsWith(_replicas, StringComparison.Ordinal))
            return null;
        var parts = directory[_replicas.Length..].Split(Path.DirectorySeparatorChar);
        return parts.Length >= 2 && ProcessIdentity.Of(pid) is { } identity
            ? new ReplicaProcess(parts[0], parts[1], IsModel: parts.Length > 2, identity)
            : null;
    }

    private static string? WorkingDirectoryOf(int pid)
    {
        try
        {
            var target = File.ResolveLinkTarget($"/proc/{pid}/cwd", returnFinalTarget: false)?.FullName;
            return target is not null && target.EndsWith(Deleted, StringComparison.Ordinal) ? target[..^Deleted.Length] : target;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static int NumberOf(string? name) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0;
}

/// <summary>One process of a replica.</summary>
internal sealed record ReplicaProcess(string Deployment, string Replica, bool IsModel, ProcessIdentity Identity)
{
    /// <inheritdoc />
    public override string ToString() => $"{Replica} {(IsModel ? "model" : "supervisor")} {Identity.Pid}";
}
