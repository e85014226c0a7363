using Microsoft.Win32.SafeHandles;

namespace ModelDeploy.Local.Processes.Logs;

/// <summary>Where to begin to read a log: in which segment and at which byte of it. Number 0 is before any segment.</summary>
internal readonly record struct LogPlace(int Segment, long Offset)
{
    private const int BlockSize = 64 * 1024;

    /// <summary>Where the last lines begin; reads no more of the files than that.</summary>
    public static LogPlace OfLast(int lines, IReadOnlyList<LogSegment> segments)
    {
        if (lines <= 0 && segments is [.., var newest])
            return new LogPlace(newest.Number, newest.Length);
        var missing = lines;
        foreach (var segment in segments.Reverse())
        {
            var offset = OffsetOfLast(segment, ref missing);
            if (missing <= 0)
                return new LogPlace(segment.Number, offset);
        }
        return segments is [var first, ..] ? new LogPlace(first.Number, 0) : default;
    }

    /// <summary>The beginning of the newest segment that begins no later than this.</summary>
    public static LogPlace Before(DateTimeOffset time, IReadOnlyList<LogSegment> segments)
    {
        foreach (var segment in segments.Reverse())
        {
            if (FirstStampOf(segment) is { } first && first <= time)
                return new LogPlace(segment.Number, 0);
        }
        return segments is [var oldest, ..] ? new LogPlace(oldest.Number, 0) : default;
    }

    /// <summary>Opens the segment to read, or null when it was rotated away.</summary>
    public static SafeFileHandle? Open(LogSegment segment)
    {
        try
        {
            return File.OpenHandle(segment.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Goes back line by line; 0 with some still missing when the segment holds fewer.</summary>
    private static long OffsetOfLast(LogSegment segment, ref int missing)
    {
        using var file = Open(segment);
        if (file is null)
            return 0;
        var end = RandomAccess.GetLength(file);
        var last = end - 1;
        var block = new byte[BlockSize];
        while (end > 0)
        {
            var start = Math.Max(0, end - BlockSize);
            var bytes = block.AsSpan(0, RandomAccess.Read(file, block.AsSpan(0, (int)(end - start)), start));
            for (var at = bytes.LastIndexOf((byte)'\n'); at >= 0; at = bytes[..at].LastIndexOf((byte)'\n'))
            {
                if (start + at < last && --missing <= 0)
                    return start + at + 1;
            }
            end = start;
        }
        if (last > 0)
            missing--;
        return 0;
    }

    /// <summary>When the segment begins, or null when that cannot be read.</summary>
    public static DateTimeOffset? FirstStampOf(LogSegment segment)
    {
        using var file = Open(segment);
        if (file is null)
            return null;
        Span<byte> beginning = stackalloc byte[64];
        return CriLine.StampOf(beginning[..RandomAccess.Read(file, beginning, 0)]);
    }
}
