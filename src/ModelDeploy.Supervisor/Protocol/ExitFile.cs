namespace ModelDeploy.Supervisor.Protocol;

/// <summary>How it ended (<c>exit.json</c>): the supervisor's last act, when no process of the replica and no unwritten log line is left.</summary>
public sealed record ExitFile
{
    /// <summary>The attempt that it is about.</summary>
    public required int Attempt { get; init; }

    /// <summary>The model's exit code, or null when a signal ended it or it never started.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The signal that ended the model (<c>SIGSEGV</c>), or null.</summary>
    public string? Signal { get; init; }

    /// <summary>Whether the supervisor ended it for its memory.</summary>
    public bool OutOfMemory { get; init; }

    /// <summary>Whether the supervisor had been asked to end it before it ended.</summary>
    public bool Requested { get; init; }

    /// <summary>Why the model could not be started at all, in words, or null.</summary>
    public string? StartFailure { get; init; }

    /// <summary>When (UTC).</summary>
    public required DateTimeOffset EndedAt { get; init; }
}
