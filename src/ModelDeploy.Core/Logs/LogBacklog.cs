namespace ModelDeploy.Core.Logs;

/// <summary>What a new viewer gets first.</summary>
/// <param name="From">Nothing of the chosen replicas from this moment on is missing in the lines.</param>
/// <param name="Lines">In order of time.</param>
internal sealed record LogBacklog(DateTimeOffset From, IReadOnlyList<LogLine> Lines)
{
    /// <summary>
    /// The newest lines of several replicas within these limits, cut at one moment for all of them: else one replica's older
    /// lines would stand beside newer ones of another that are missing.
    /// </summary>
    /// <param name="merged">All lines at hand, in order of time.</param>
    /// <param name="wholeSince">For each replica of which older lines are not at hand, since when they are.</param>
    /// <param name="maxLines">How many lines; one moment's lines are not taken apart.</param>
    /// <param name="maxBytes">How many bytes.</param>
    /// <param name="now">What counts where there is no line.</param>
    public static LogBacklog Cut(
        IReadOnlyList<LogLine> merged, IEnumerable<DateTimeOffset> wholeSince, int maxLines, long maxBytes, DateTimeOffset now)
    {
        var from = wholeSince.DefaultIfEmpty(DateTimeOffset.MinValue).Max();
        var bytes = 0L;
        for (var (at, count) = (merged.Count - 1, 1); at >= 0; at--, count++)
        {
            bytes += LogBatch.SizeOf(merged[at]);
            if (count < maxLines && bytes < maxBytes)
                continue;
            from = from > merged[at].Position.Time ? from : merged[at].Position.Time;
            break;
        }
        IReadOnlyList<LogLine> lines = [.. merged.Where(line => line.Position.Time >= from)];
        if (from == DateTimeOffset.MinValue)
            from = lines.Select(line => line.Position.Time).DefaultIfEmpty(now).Min();
        return new LogBacklog(from, lines);
    }
}
