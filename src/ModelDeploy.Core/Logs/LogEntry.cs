namespace ModelDeploy.Core.Logs;

/// <summary>What a viewer of logs receives: a line, or a mark where lines are missing.</summary>
public abstract record LogEntry
{
    private LogEntry()
    {
    }

    /// <summary>A line of a replica.</summary>
    /// <param name="Log">The line, raw.</param>
    public sealed record Line(LogLine Log) : LogEntry;

    /// <summary>Lines that this viewer missed at this place, because it read more slowly than they came.</summary>
    /// <param name="Dropped">Exactly how many, at least 1.</param>
    public sealed record Gap(long Dropped) : LogEntry;
}
