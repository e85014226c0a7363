using System.Security.Cryptography;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Supervisor.Protocol;

namespace ModelDeploy.Local.Processes.Replicas;

/// <summary>One replica's directory. Of a replica that is gone only the log is left.</summary>
/// <param name="path">The folder.</param>
/// <param name="secrets">What keeps secrets unreadable in it.</param>
internal sealed class ReplicaDirectory(string path, SecretCipher secrets)
{
    private string RecordPath => System.IO.Path.Combine(path, "replica.json");

    /// <summary>Where it is.</summary>
    public string Path => path;

    /// <summary>Its last part, the replica's name.</summary>
    public string Name => System.IO.Path.GetFileName(path);

    /// <summary>What is exchanged with the supervisor.</summary>
    public ReplicaFiles Files { get; } = new(path);

    /// <summary>Where a model works whose image names no directory.</summary>
    public string WorkDirectory => System.IO.Path.Combine(path, "work");

    /// <summary>Whether the replica exists, as opposed to its log only.</summary>
    public bool IsLive => File.Exists(RecordPath);

    /// <summary>What is remembered, or null when the replica is gone. Secrets whose keys are gone stay unreadable: enough to end it.</summary>
    public ReplicaRecord? ReadRecord()
    {
        var record = LocalJson.Read<ReplicaRecord>(RecordPath);
        try
        {
            return record is null ? null : record with { Template = secrets.Open(record.Template) };
        }
        catch (CryptographicException)
        {
            return record;
        }
    }

    /// <summary>Remembers.</summary>
    public void WriteRecord(ReplicaRecord record)
    {
        Directory.CreateDirectory(WorkDirectory);
        LocalJson.Write(RecordPath, record with { Template = secrets.Seal(record.Template) });
    }

    /// <summary>The replica is gone: forgets all but the log, and that too when it is empty.</summary>
    public void Forget()
    {
        Files.Forget();
        if (Directory.Exists(WorkDirectory))
            Directory.Delete(WorkDirectory, recursive: true);
        File.Delete(RecordPath);
        if (!Directory.Exists(Files.LogDirectory) || !Directory.EnumerateFiles(Files.LogDirectory).Any())
            Directory.Delete(path, recursive: true);
    }
}
