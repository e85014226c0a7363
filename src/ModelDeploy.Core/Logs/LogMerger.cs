namespace ModelDeploy.Core.Logs;

/// <summary>Merges the logs of several replicas into one.</summary>
public static class LogMerger
{
    /// <summary>
    /// The lines in order of time, those of the same moment by replica. Lines of one replica never change their order,
    /// not even where its clock went backwards.
    /// </summary>
    public static IReadOnlyList<LogLine> Merge(IEnumerable<LogLine> lines)
    {
        var sources = lines.GroupBy(line => line.Replica).Select(source => new Queue<LogLine>(source)).ToList();
        if (sources.Count == 1)
            return [.. sources[0]];

        var heads = new PriorityQueue<Queue<LogLine>, (DateTimeOffset Time, string Replica)>(
            sources.Select(source => (source, Rank(source))), RankOrder);
        var merged = new List<LogLine>(sources.Sum(source => source.Count));
        while (heads.TryDequeue(out var source, out _))
        {
            merged.Add(source.Dequeue());
            if (source.Count > 0)
                heads.Enqueue(source, Rank(source));
        }
        return merged;
    }

    private static Comparer<(DateTimeOffset Time, string Replica)> RankOrder { get; } = Comparer<(DateTimeOffset Time, string Replica)>.Create(
        (one, other) => one.Time != other.Time ? one.Time.CompareTo(other.Time) : string.CompareOrdinal(one.Replica, other.Replica));

    private static (DateTimeOffset, string) Rank(Queue<LogLine> source) => (source.Peek().Position.Time, source.Peek().Replica);
}
