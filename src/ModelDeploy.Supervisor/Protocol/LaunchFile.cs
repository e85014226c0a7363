namespace ModelDeploy.Supervisor.Protocol;

/// <summary>What the portal asks of a supervisor (<c>launch.json</c>). Holds environment values that are no secrets; still nobody else may read it.</summary>
public sealed record LaunchFile
{
    /// <summary>Which attempt of the replica this is, from 1; the state and exit files repeat it.</summary>
    public required int Attempt { get; init; }

    /// <summary>Program and arguments, at least the program; without a slash it is searched in the PATH of <see cref="Environment"/>.</summary>
    public required string[] Command { get; init; }

    /// <summary>The model's working directory, or null for the supervisor's own.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>The model's whole environment but its secrets, each <c>NAME=value</c>; nothing is inherited.</summary>
    public required string[] Environment { get; init; }

    /// <summary>Whether the rest of the environment follows on standard input, each <c>NAME=value</c> and a NUL: no file holds it.</summary>
    public bool SecretsFollow { get; init; }

    /// <summary>Bytes that the model and its children may hold together; 0 is unlimited.</summary>
    public long MemoryLimit { get; init; }

    /// <summary>Bytes after which a log segment is finished and the next begins.</summary>
    public required long LogSegmentBytes { get; init; }

    /// <summary>How many log segments are kept, the current one included.</summary>
    public required int LogSegments { get; init; }

    /// <summary>Milliseconds between SIGTERM and SIGKILL.</summary>
    public required int StopGraceMilliseconds { get; init; }
}
