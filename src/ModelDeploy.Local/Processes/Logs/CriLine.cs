using System.Globalization;
using System.Text;
using ModelDeploy.Core.Logs;

namespace ModelDeploy.Local.Processes.Logs;

/// <summary>Reads lines as supervisors write them: <c>2026-11-21T09:00:00.123456700Z stdout F text</c>.</summary>
internal static class CriLine
{
    private const int TicksDigits = 7;

    /// <summary>The line, given without its end, or null when it is not of this shape.</summary>
    public static LogLine? Parse(string replica, ReadOnlySpan<byte> line)
    {
        if (!TryCutWord(ref line, out var stamp) || !TryCutWord(ref line, out var stream) || !TryCutWord(ref line, out var tags))
            return null;
        if (ParseStamp(stamp) is not { } time || ParseStream(stream) is not { } from)
            return null;
        return new LogLine(replica, new LogPosition(time, 0), from, Encoding.UTF8.GetString(line), Cut: tags.EndsWith(":cut"u8));
    }

    /// <summary>The stamp that a line begins with, or null when it begins with none.</summary>
    public static DateTimeOffset? StampOf(ReadOnlySpan<byte> line) =>
        TryCutWord(ref line, out var stamp) ? ParseStamp(stamp) : null;

    private static bool TryCutWord(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> word)
    {
        var end = rest.IndexOf((byte)' ');
        word = end < 0 ? default : rest[..end];
        rest = end < 0 ? rest : rest[(end + 1)..];
        return end >= 0;
    }

    /// <summary>Nanoseconds are cut to the 100 that .NET can tell apart; the supervisor writes no finer ones.</summary>
    private static DateTimeOffset? ParseStamp(ReadOnlySpan<byte> stamp)
    {
        var dot = stamp.IndexOf((byte)'.');
        Span<char> text = stackalloc char[40];
        var kept = dot + 1 + TicksDigits;
        if (dot < 0 || stamp.Length < kept || kept >= text.Length)
            return null;
        var length = Encoding.ASCII.GetChars(stamp[..kept], text);
        return DateTime.TryParseExact(
            text[..length], "yyyy-MM-ddTHH:mm:ss.fffffff", CultureInfo.InvariantCulture,
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
