namespace ModelDeploy.Core.Logs;

/// <summary>The newest lines, within a number of lines and of bytes; at least the newest one. Not thread-safe.</summary>
internal sealed class LogRing(int maxLines, long maxBytes)
{
    private readonly Queue<LogLine> _lines = new();
    private long _bytes;
    private bool _dropped;

    public int Count => _lines.Count;

    /// <summary>When its oldest line was written, or null while it holds all that it was ever given and has room for more lines.</summary>
    public DateTimeOffset? WholeSince => _dropped || _lines.Count >= maxLines ? _lines.Peek().Position.Time : null;

    /// <summary>Adds a line and says how many older ones had to go for it.</summary>
    public int Add(LogLine line)
    {
        _lines.Enqueue(line);
        _bytes += LogBatch.SizeOf(line);
        var dropped = 0;
        for (; _lines.Count > 1 && (_lines.Count > maxLines || _bytes > maxBytes); dropped++)
            _bytes -= LogBatch.SizeOf(_lines.Dequeue());
        _dropped |= dropped > 0;
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
