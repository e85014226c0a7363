namespace ModelDeploy.Core.Logs;

/// <summary>Which older lines of a deployment's log are wanted.</summary>
public sealed record LogPageQuery
{
    /// <summary>Of one replica; null for all that have a log.</summary>
    public string? Replica { get; init; }

    /// <summary>Which lines.</summary>
    public LogFilter Filter { get; init; } = LogFilter.None;

    /// <summary>Only lines before this moment; null for no limit.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>For replicas in here this place counts in place of <see cref="Before"/>: a replica's own lines are in order, those of several only nearly.</summary>
    public IReadOnlyDictionary<string, LogPosition> BeforeIn { get; init; } = new Dictionary<string, LogPosition>();

    internal LogPosition? BoundOf(string replica)
    {
        if (BeforeIn.TryGetValue(replica, out var place))
            return place;
        return Before is { } before ? new LogPosition(before, 0) : null;
    }
}
