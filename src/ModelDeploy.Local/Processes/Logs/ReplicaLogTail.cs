using System.Runtime.CompilerServices;
using ModelDeploy.Core.Logs;
using ModelDeploy.Local.Processes.Replicas;

namespace ModelDeploy.Local.Processes.Logs;

/// <summary>
/// Reads one replica's log and follows it over rotation. Polls while somebody follows, because watches are few on some systems
/// and silent on others.
/// </summary>
internal sealed class ReplicaLogTail(ReplicaDirectory replica, TimeProvider clock)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    private LogPosition _last;

    /// <summary>The last lines that are there now, those of the platform left out, from <paramref name="since"/> on.</summary>
    public IReadOnlyList<string> Last(int lines, DateTimeOffset since)
    {
        var segments = LogSegment.In(replica.Files.LogDirectory);
        var place = LogPlace.OfLast(2 * lines, segments);
        List<LogLine> found = [];
        foreach (var segment in segments.Where(segment => segment.Number >= place.Segment))
        {
            using var reader = new SegmentReader(segment.Path, segment.Number == place.Segment ? place.Offset : 0);
            while (reader.Read(line => Keep(line, found)))
            {
            }
        }
        return [.. found
            .Where(line => line.Stream is not LogStream.Platform && line.Position.Time >= since)
            .TakeLast(lines)
            .Select(line => line.Text)];
    }

    /// <summary>The last <paramref name="tail"/> lines, or all after <paramref name="after"/>, then new ones, until the replica is gone.</summary>
    public async IAsyncEnumerable<LogLine> FollowAsync(int tail, LogPosition? after, [EnumeratorCancellation] CancellationToken stop)
    {
        var segments = LogSegment.In(replica.Files.LogDirectory);
        var place = after is { } position ? LogPlace.Before(position.Time, segments) : LogPlace.OfLast(tail, segments);
        _last = after ?? default;
        SegmentReader? reader = null;
        try
        {
            while (true)
            {
                var gone = !replica.IsLive; // asked before the rest is read, so that nothing written meanwhile is missed
                var next = LogSegment.In(replica.Files.LogDirectory).FirstOrDefault(segment => segment.Number > place.Segment);
                reader ??= Open(place);
                List<LogLine> lines = [];
                while (reader?.Read(line => Keep(line, lines)) == true)
                {
                    foreach (var line in lines)
                        yield return line;
                    lines.Clear();
                }

                if (next is not null)
                {
                    if (place.Segment > 0 && (reader is null || next.Number > place.Segment + 1))
                        yield return Gap();
                    reader?.Dispose();
                    reader = null;
                    place = new LogPlace(next.Number, 0);
                    continue;
                }
                if (gone)
                    yield break;
                await Task.Delay(BetweenLooks, clock, stop);
            }
        }
        finally
        {
            reader?.Dispose();
        }
    }

    private SegmentReader? Open(LogPlace place)
    {
        var segment = LogSegment.In(replica.Files.LogDirectory).FirstOrDefault(segment => segment.Number == place.Segment);
        try
        {
            return segment is null ? null : new SegmentReader(segment.Path, place.Offset);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private void Keep(ReadOnlySpan<byte> bytes, List<LogLine> lines)
    {
        if (CriLine.Parse(replica.Name, bytes) is not { } line || line.Position.CompareTo(_last) <= 0)
            return;
        _last = line.Position;
        lines.Add(line);
    }

    private LogLine Gap()
    {
        _last = _last with { Count = _last.Count + 1 };
        return new LogLine(replica.Name, _last, LogStream.Platform, LogMarks.Rotated);
    }
}
