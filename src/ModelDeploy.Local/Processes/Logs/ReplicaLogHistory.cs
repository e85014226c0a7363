using System.Runtime.CompilerServices;
using ModelDeploy.Core.Logs;
using ModelDeploy.Local.Processes.Replicas;

namespace ModelDeploy.Local.Processes.Logs;

/// <summary>
/// Reads what is kept of one replica's log, from either end. Lines that are not wanted are passed over as bytes; at any time
/// one block of one segment is in memory.
/// </summary>
internal sealed class ReplicaLogHistory(ReplicaDirectory replica)
{
    private const int BlockSize = 128 * 1024;

    /// <summary>The lines that are whole and wanted. A segment that is rotated away meanwhile is left out.</summary>
    public async IAsyncEnumerable<LogLine> ReadAsync(LogReading reading, [EnumeratorCancellation] CancellationToken stop)
    {
        var segments = LogSegment.In(replica.Files.LogDirectory);
        foreach (var segment in reading.NewestFirst ? segments.Reverse() : segments)
        {
            if (reading.Before is { } before && LogPlace.FirstStampOf(segment) is { } first && before.CompareTo(new LogPosition(first, 0)) <= 0)
                continue;
            foreach (var block in reading.NewestFirst ? BlocksFromEnd(segment) : BlocksFromBeginning(segment))
            {
                stop.ThrowIfCancellationRequested();
                await Task.Yield();
                foreach (var line in LinesOf(block.Span, reading))
                    yield return line;
            }
        }
    }

    private List<LogLine> LinesOf(ReadOnlySpan<byte> block, LogReading reading)
    {
        List<LogLine> lines = [];
        var limit = reading.Before is { } before ? CriLine.BytesOf(before.Time) : null;
        while (block.IndexOf((byte)'\n') is >= 0 and var end)
        {
            var line = block[..end];
            block = block[(end + 1)..];
            if (limit is not null && !IsBefore(line, limit, reading.Before!.Value.Count))
                continue;
            if (CriLine.Parse(replica.Name, line, reading.Matcher) is { } wanted)
                lines.Add(wanted);
        }
        if (reading.NewestFirst)
            lines.Reverse();
        return lines;
    }

    // A stamp names a line here: every position has the count 0. As text, stamps are in the order of time.
    private static bool IsBefore(ReadOnlySpan<byte> line, ReadOnlySpan<byte> limit, int count) =>
        line.Length >= limit.Length && line[..limit.Length].SequenceCompareTo(limit) is var order && (order < 0 || (order == 0 && count > 0));

    /// <summary>Whole lines, each block those before the last one's. The memory is used again for the next block.</summary>
    private static IEnumerable<ReadOnlyMemory<byte>> BlocksFromEnd(LogSegment segment)
    {
        using var file = LogPlace.Open(segment);
        if (file is null)
            yield break;
        var buffer = new byte[BlockSize];
        var end = RandomAccess.GetLength(file);
        var isWhole = false; // whether a line ends just before the end: a line that is not finished yet is passed over
        while (end > 0)
        {
            var start = Math.Max(0, end - BlockSize);
            var read = RandomAccess.Read(file, buffer.AsSpan(0, (int)(end - start)), start);
            var lines = buffer.AsMemory(0, isWhole ? read : buffer.AsSpan(0, read).LastIndexOf((byte)'\n') + 1);
            var skipped = start == 0 ? 0 : lines.Span[..^Math.Min(1, lines.Length)].IndexOf((byte)'\n') + 1;
            if (start > 0 && skipped == 0)
            {
                (end, isWhole) = (start, false); // a block without a line's end was not written by a supervisor
                continue;
            }
            yield return lines[skipped..];
            (end, isWhole) = (start + skipped, true);
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> BlocksFromBeginning(LogSegment segment)
    {
        using var file = LogPlace.Open(segment);
        if (file is null)
            yield break;
        var buffer = new byte[BlockSize];
        for (var start = 0L; ;)
        {
            var read = RandomAccess.Read(file, buffer, start);
            var whole = buffer.AsSpan(0, read).LastIndexOf((byte)'\n') + 1;
            if (whole == 0 && read < BlockSize)
                yield break;
            yield return buffer.AsMemory(0, whole);
            start += whole == 0 ? read : whole;
        }
    }
}
