namespace ModelDeploy.Supervisor;

/// <summary>What waitpid says about the end of a process.</summary>
internal readonly record struct WaitStatus(int Raw)
{
    /// <summary>Its exit code, or null when a signal ended it.</summary>
    public int? ExitCode => Signal is null ? (Raw >> 8) & 0xFF : null;

    /// <summary>The number of the signal that ended it, or null.</summary>
    public int? Signal => (Raw & 0x7F) is > 0 and var signal ? signal : null;
}
