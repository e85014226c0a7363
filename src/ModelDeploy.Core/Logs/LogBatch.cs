namespace ModelDeploy.Core.Logs;

/// <summary>What came together: lines in time order, with a gap mark first when lines before them were dropped.</summary>
/// <param name="Entries">Never empty.</param>
public sealed record LogBatch(EquatableList<LogEntry> Entries)
{
    // Stamp, replica and punctuation travel with every line; a line without text still costs something.
    private const int BytesBesideText = 64;

    /// <summary>How many bytes a line counts as in every limit of bytes: its text in UTF-8 and a fixed share for the rest.</summary>
    public static int SizeOf(LogLine line) => System.Text.Encoding.UTF8.GetByteCount(line.Text) + BytesBesideText;

    /// <summary>The entries in as few batches as keep below <paramref name="maxBytes"/>; a single larger entry travels alone.</summary>
    public static IReadOnlyList<LogBatch> Split(IReadOnlyList<LogEntry> entries, int maxBytes)
    {
        var batches = new List<LogBatch>();
        var begin = 0;
        var bytes = 0;
        for (var at = 0; at < entries.Count; at++)
        {
            var size = entries[at] is LogEntry.Line line ? SizeOf(line.Log) : BytesBesideText;
            if (at > begin && bytes + size > maxBytes)
            {
                batches.Add(new LogBatch(entries.Skip(begin).Take(at - begin).ToEquatableList()));
                (begin, bytes) = (at, 0);
            }
            bytes += size;
        }
        if (begin < entries.Count)
            batches.Add(new LogBatch(entries.Skip(begin).ToEquatableList()));
        return batches;
    }
}
