using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ModelDeploy.Supervisor.Protocol;

/// <summary>How the portal and a supervisor talk: files in the replica's directory. Each is replaced as a whole or not at all.</summary>
public sealed class ReplicaFiles(string directory)
{
    /// <summary>The line that a supervisor writes to its standard output once its state file is there.</summary>
    public const string TakenOver = "taken over";

    private string LaunchPath => Path.Combine(directory, "launch.json");

    private string StatePath => Path.Combine(directory, "state.json");

    private string ExitPath => Path.Combine(directory, "exit.json");

    /// <summary>Held open exclusively by a supervisor while it lives, so that a replica never has two.</summary>
    private string LockPath => Path.Combine(directory, "lock");

    /// <summary>Where the log segments lie.</summary>
    public string LogDirectory => Path.Combine(directory, "logs");

    /// <summary>What was asked, or null when nothing was or the file is damaged.</summary>
    public LaunchFile? ReadLaunch() => Read(LaunchPath, ProtocolJson.Default.LaunchFile);

    /// <summary>Asks for an attempt.</summary>
    public void WriteLaunch(LaunchFile launch) => Write(LaunchPath, launch, ProtocolJson.Default.LaunchFile);

    /// <summary>
    /// Takes back what was asked and forgets what came of it, unless a supervisor holds the directory: then false. One that comes later
    /// finds nothing to do, since it reads what was asked only when it holds the directory.
    /// </summary>
    public bool TryWithdrawLaunch()
    {
        try
        {
            using var nobodyElse = Hold();
            foreach (var path in (ReadOnlySpan<string>)[LaunchPath, StatePath, ExitPath])
                File.Delete(path);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Holds the directory until disposed. Throws where somebody does.</summary>
    public FileStream Hold() => new(LockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    /// <summary>What runs, or null.</summary>
    public StateFile? ReadState() => Read(StatePath, ProtocolJson.Default.StateFile);

    /// <summary>Tells what runs.</summary>
    public void WriteState(StateFile state) => Write(StatePath, state, ProtocolJson.Default.StateFile);

    /// <summary>How it ended, or null.</summary>
    public ExitFile? ReadExit() => Read(ExitPath, ProtocolJson.Default.ExitFile);

    /// <summary>Tells how it ended.</summary>
    public void WriteExit(ExitFile exit) => Write(ExitPath, exit, ProtocolJson.Default.ExitFile);

    /// <summary>Removes everything but the log: the replica is gone.</summary>
    public void Forget()
    {
        foreach (var path in (ReadOnlySpan<string>)[LaunchPath, StatePath, ExitPath, LockPath])
            File.Delete(path);
    }

    private static T? Read<T>(string path, JsonTypeInfo<T> type) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), type);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    private static void Write<T>(string path, T content, JsonTypeInfo<T> type) =>
        AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(content, type));
}
