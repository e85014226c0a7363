using System.Globalization;
using System.Text;
using ModelDeploy.Core.Logs;

namespace ModelDeploy.Local.Processes.Logs;

/// <summary>Reads lines as supervisors write them: <c>2026-11-21T09:00:00.123456700Z stdout F text</c>.</summary>
internal static class CriLine
{
    /// <summary>How much of a stamp counts: nanoseconds are cut to the 100 that .NET can tell apart; the supervisor writes no finer ones.</summary>
    private const string StampFormat = "yyyy-MM-ddTHH:mm:ss.fffffff";

    private static readonly LogMatcher Every = new(LogFilter.None);

    /// <summary>The line, given without its end, or null when it is not of this shape.</summary>
    public static LogLine? Parse(string replica, ReadOnlySpan<byte> line) => Parse(replica, line, Every);

    /// <summary>The line, given without its end, or null when it is not of this shape or not wanted.</summary>
    public static LogLine? Parse(string replica, ReadOnlySpan<byte> line, LogMatcher wanted)
    {
        if (!TryCutWord(ref line, out var stamp) || !TryCutWord(ref line, out var stream) || !TryCutWord(ref line, out var tags))
            return null;
        if (ParseStream(stream) is not { } from || !wanted.Matches(from, line) || ParseStamp(stamp) is not { } time)
            return null;
        return new LogLine(replica, new LogPosition(time, 0), from, Encoding.UTF8.GetString(line), Cut: tags.EndsWith(":cut"u8));
    }

    /// <summary>The stamp that a line begins with, or null when it begins with none.</summary>
    public static DateTimeOffset? StampOf(ReadOnlySpan<byte> line) =>
        TryCutWord(ref line, out var stamp) ? ParseStamp(stamp) : null;

    /// <summary>The bytes that every line with this stamp begins with.</summary>
    public static byte[] BytesOf(DateTimeOffset stamp) =>
        Encoding.ASCII.GetBytes(stamp.UtcDateTime.ToString(StampFormat, CultureInfo.InvariantCulture));

    private static bool TryCutWord(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> word)
    {
        var end = rest.IndexOf((byte)' ');
        word = end < 0 ? default : rest[..end];
        rest = end < 0 ? rest : rest[(end + 1)..];
        return end >= 0;
    }

    private static DateTimeOffset? ParseStamp(ReadOnlySpan<byte> stamp)
    {
        Span<char> text = stackalloc char[StampFormat.Length];
        if (stamp.Length < text.Length)
            return null;
        Encoding.ASCII.GetChars(stamp[..text.Length], text);
        return DateTime.TryParseExact(
            text, StampFormat, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? new DateTimeOffset(time)
            : null;
    }

    private static LogStream? ParseStream(ReadOnlySpan<byte> stream) => stream switch
    {
        _ when stream.SequenceEqual("stdout"u8) => LogStream.Out,
        _ when stream.SequenceEqual("stderr"u8) => LogStream.Error,
        _ when stream.SequenceEqual("platform"u8) => LogStream.Platform,
        _ => null,
    };
}
