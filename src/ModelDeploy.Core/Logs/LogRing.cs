namespace ModelDeploy.Core.Logs;

/// <summary>The newest lines, within a number of lines and of bytes; at least the newest one. Not thread-safe.</summary>
internal sealed class LogRing(int maxLines, long maxBytes)
{
    private readonly Queue<LogLine> _lines = new();
    private long _bytes;

    public int Count => _lines.Count;

    /// <summary>Adds a line and says how many older ones had to go for it.</summary>
    public int Add(LogLine line)
    {
        _lines.Enqueue(line);
        _bytes += LogBatch.SizeOf(line);
        var dropped = 0;
        for (; _lines.Count > 1 && (_lines.Count > maxLines || _bytes > maxBytes); dropped++)
            _bytes -= LogBatch.SizeOf(_lines.Dequeue());
        return dropped;
    }

    /// <summary>The lines in the order in which they were added.</summary>
    public IReadOnlyList<LogLine> ToList() => [.. _lines];

    public void Clear()
    {
        _lines.Clear();
        _bytes = 0;
    }
}
