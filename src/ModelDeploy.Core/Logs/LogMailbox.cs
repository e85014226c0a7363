namespace ModelDeploy.Core.Logs;

/// <summary>
/// What one viewer has not been sent yet: bounded, the oldest dropped and counted. As only the oldest unsent lines are
/// ever dropped, the gap stands before everything that is left. Lines that are not wanted do not count. Many writers, one reader.
/// </summary>
internal sealed class LogMailbox(int maxLines, long maxBytes, LogMatcher wanted)
{
    private readonly Lock _lock = new();
    private readonly LogRing _unsent = new(maxLines, maxBytes);
    private long _dropped;
    private bool _ended;
    private TaskCompletionSource _changed = NewSignal();

    public void Post(LogLine line)
    {
        if (!wanted.Matches(line))
            return;
        lock (_lock)
        {
            if (_ended)
                return;
            _dropped += _unsent.Add(line);
            _changed.TrySetResult();
        }
    }

    /// <summary>No more for this viewer, not even what waits.</summary>
    public void End()
    {
        lock (_lock)
        {
            _ended = true;
            _unsent.Clear();
            _dropped = 0;
            _changed.TrySetResult();
        }
    }

    /// <summary>Waits until there is something to take (true) or it has ended (false).</summary>
    public async Task<bool> WaitAsync(CancellationToken stop)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_ended)
                    return false;
                if (_unsent.Count > 0)
                    return true;
                _changed = NewSignal();
                changed = _changed.Task;
            }
            await changed.WaitAsync(stop);
        }
    }

    /// <summary>Takes everything, merged in time order, behind a gap mark when something was dropped.</summary>
    public IReadOnlyList<LogEntry> TakeAll()
    {
        IReadOnlyList<LogLine> lines;
        long dropped;
        lock (_lock)
        {
            (lines, dropped) = (_unsent.ToList(), _dropped);
            _unsent.Clear();
            _dropped = 0;
        }
        IEnumerable<LogEntry> entries = LogMerger.Merge(lines).Select(line => new LogEntry.Line(line));
        return [.. dropped > 0 ? entries.Prepend(new LogEntry.Gap(dropped)) : entries];
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
