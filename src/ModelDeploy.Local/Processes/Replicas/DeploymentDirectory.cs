using System.Security.Cryptography;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Local.Processes.Logs;

namespace ModelDeploy.Local.Processes.Replicas;

/// <summary>Everything that is kept for one deployment: <c>&lt;data&gt;/replicas/&lt;id&gt;/</c>.</summary>
/// <param name="path">The folder.</param>
/// <param name="secrets">What keeps secrets unreadable in it.</param>
internal sealed class DeploymentDirectory(string path, SecretCipher secrets)
{
    private string WorkloadPath => Path.Combine(path, "workload.json");

    private string ExitsPath => Path.Combine(path, "exits.json");

    /// <summary>Whether it is there.</summary>
    public bool Exists => Directory.Exists(path);

    /// <summary>What was asked for last, or null. What was noted with keys that are gone is not known any more: it is asked for again.</summary>
    public NotedWorkload? ReadWorkload()
    {
        try
        {
            return LocalJson.Read<NotedWorkload>(WorkloadPath) is { } noted ? With(noted, secrets.Open) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Notes what is asked for; it survives whatever happens next.</summary>
    public void WriteWorkload(NotedWorkload noted)
    {
        Directory.CreateDirectory(path);
        LocalJson.Write(WorkloadPath, With(noted, secrets.Seal));
    }

    /// <summary>The newest exits of all templates, newest last.</summary>
    public IReadOnlyList<ReplicaExit> ReadExits() => LocalJson.Read<ReplicaExit[]>(ExitsPath) ?? [];

    /// <summary>Adds an exit; one that is there already is not added again.</summary>
    public IReadOnlyList<ReplicaExit> AddExit(ReplicaExit exit)
    {
        var before = ReadExits();
        if (before.Any(known => (known.Replica, known.At) == (exit.Replica, exit.At)))
            return before;
        ReplicaExit[] exits = [.. before.TakeLast(Observation.MostExits - 1), exit];
        LocalJson.Write(ExitsPath, exits);
        return exits;
    }

    /// <summary>The replicas, those of which only the log is left included.</summary>
    public IEnumerable<ReplicaDirectory> Replicas() =>
        Exists ? Directory.EnumerateDirectories(path).Select(folder => new ReplicaDirectory(folder, secrets)) : [];

    /// <summary>The directory of one replica; it need not exist.</summary>
    public ReplicaDirectory Replica(string name) => new(Path.Combine(path, name), secrets);

    /// <summary>Removes everything.</summary>
    public void Delete() => Directory.Delete(path, recursive: true);

    /// <summary>Deletes the oldest finished log segments until all logs together fit; logs of replicas that lose all are forgotten.</summary>
    public void TrimLogs(long capBytes)
    {
        var segments = Replicas().SelectMany(replica => LogSegment.In(replica.Files.LogDirectory)).ToList();
        var total = segments.Sum(segment => segment.Length);
        foreach (var segment in segments.Where(segment => !IsCurrent(segment)).OrderBy(segment => segment.LastWrite))
        {
            if (total <= capBytes)
                break;
            total -= segment.Length;
            File.Delete(segment.Path);
        }
        foreach (var replica in Replicas().Where(replica => !replica.IsLive).ToList())
            replica.Forget();
    }

    private static NotedWorkload With(NotedWorkload noted, Func<WorkloadTemplate, WorkloadTemplate> change) =>
        noted with { Workload = noted.Workload with { Template = change(noted.Workload.Template) } };

    private bool IsCurrent(LogSegment segment) =>
        new ReplicaDirectory(Path.GetDirectoryName(Path.GetDirectoryName(segment.Path))!, secrets).IsLive && segment.IsNewest;
}
