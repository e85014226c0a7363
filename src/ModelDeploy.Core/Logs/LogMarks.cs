namespace ModelDeploy.Core.Logs;

/// <summary>What runtimes say of themselves in a log, in lines of <see cref="LogStream.Platform"/>.</summary>
public static class LogMarks
{
    /// <summary>Stands where lines are missing that nobody read in time.</summary>
    public const string Rotated = "Some lines are missing here: the log was rotated before they were read.";
}
