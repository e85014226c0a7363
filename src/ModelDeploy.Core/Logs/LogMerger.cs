using System.Runtime.CompilerServices;

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

    /// <summary>
    /// The same over lines that are still being read, each source in the order in which it is given, oldest or newest first.
    /// Reads of each source one line more than it hands out.
    /// </summary>
    public static async IAsyncEnumerable<LogLine> MergeAsync(
        IReadOnlyList<IAsyncEnumerable<LogLine>> sources, bool newestFirst, [EnumeratorCancellation] CancellationToken stop)
    {
        var open = sources.Select(source => source.GetAsyncEnumerator(stop)).ToList();
        try
        {
            var order = newestFirst ? Comparer<(DateTimeOffset, string)>.Create((one, other) => RankOrder.Compare(other, one)) : RankOrder;
            var heads = new PriorityQueue<IAsyncEnumerator<LogLine>, (DateTimeOffset, string)>(order);
            foreach (var source in open)
            {
                if (await source.MoveNextAsync())
                    heads.Enqueue(source, Rank(source.Current));
            }
            while (heads.TryDequeue(out var source, out _))
            {
                yield return source.Current;
                if (await source.MoveNextAsync())
                    heads.Enqueue(source, Rank(source.Current));
            }
        }
        finally
        {
            foreach (var source in open)
                await source.DisposeAsync();
        }
    }

    private static Comparer<(DateTimeOffset Time, string Replica)> RankOrder { get; } = Comparer<(DateTimeOffset Time, string Replica)>.Create(
        (one, other) => one.Time != other.Time ? one.Time.CompareTo(other.Time) : string.CompareOrdinal(one.Replica, other.Replica));

    private static (DateTimeOffset, string) Rank(Queue<LogLine> source) => Rank(source.Peek());

    private static (DateTimeOffset, string) Rank(LogLine line) => (line.Position.Time, line.Replica);
}
