using System.Buffers;
using System.Text;

namespace ModelDeploy.Core.Logs;

/// <summary>
/// How serious a line says it is. Models log in every way there is; the first name of a severity near the beginning counts,
/// when it stands as loggers write it: in capitals, before a colon, in brackets, or as the value of a key for it.
/// </summary>
public static class LogSeverities
{
    private const int BytesLookedAt = 160;
    private static readonly SearchValues<byte> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"u8);

    /// <summary>
    /// The severity of a line without colour sequences. Where it names none, what stands on the error output is an error, as
    /// stack traces are, and everything else is information.
    /// </summary>
    public static LogSeverity Of(LogStream stream, ReadOnlySpan<byte> text) =>
        NamedIn(text) ?? (stream is LogStream.Error ? LogSeverity.Error : LogSeverity.Information);

    private static LogSeverity? NamedIn(ReadOnlySpan<byte> text)
    {
        if (OfGlog(text) is { } glog)
            return glog;
        text = text[..Math.Min(text.Length, BytesLookedAt)];
        ReadOnlySpan<byte> before = default;
        for (var at = text.IndexOfAny(Letters); at >= 0;)
        {
            var length = text[at..].IndexOfAnyExcept(Letters) is >= 0 and var found ? found : text.Length - at;
            var word = text.Slice(at, length);
            var next = at + length < text.Length ? text[at + length] : (byte)0;
            if (SeverityOf(word, next) is { } severity && IsWrittenByLogger(word, at > 0 ? text[at - 1] : (byte)0, next, before))
                return severity;
            before = word;
            var further = text[(at + length)..].IndexOfAny(Letters);
            at = further < 0 ? -1 : at + length + further;
        }
        return null;
    }

    private static LogSeverity? SeverityOf(ReadOnlySpan<byte> word, byte next)
    {
        // ValueError: and JavaException: end so in many languages.
        if (next == ':' && (word.EndsWith("Error"u8) || word.EndsWith("Exception"u8)))
            return LogSeverity.Error;
        if (word.Length is < 3 or > 11)
            return null;
        Span<byte> lower = stackalloc byte[word.Length];
        Ascii.ToLower(word, lower, out _);
        return (ReadOnlySpan<byte>)lower switch
        {
            _ when IsOne(lower, "trace"u8, "trce"u8, "verbose"u8) => LogSeverity.Trace,
            _ when IsOne(lower, "debug"u8, "dbug"u8, "dbg"u8) => LogSeverity.Debug,
            _ when IsOne(lower, "info"u8, "information"u8, "notice"u8) || lower.SequenceEqual("inf"u8) => LogSeverity.Information,
            _ when IsOne(lower, "warn"u8, "warning"u8, "wrn"u8) => LogSeverity.Warning,
            _ when IsOne(lower, "error"u8, "err"u8, "fail"u8) || IsOne(lower, "fatal"u8, "critical"u8, "crit"u8) => LogSeverity.Error,
            _ when IsOne(lower, "panic"u8, "emerg"u8, "alert"u8) || lower.SequenceEqual("traceback"u8) => LogSeverity.Error,
            _ => null,
        };
    }

    private static bool IsOne(ReadOnlySpan<byte> word, ReadOnlySpan<byte> one, ReadOnlySpan<byte> two, ReadOnlySpan<byte> three) =>
        word.SequenceEqual(one) || word.SequenceEqual(two) || word.SequenceEqual(three);

    private static bool IsWrittenByLogger(ReadOnlySpan<byte> word, byte previous, byte next, ReadOnlySpan<byte> wordBefore) =>
        !word.ContainsAnyInRange((byte)'a', (byte)'z')
        || next is (byte)':' or (byte)']'
        || previous is (byte)'[' or (byte)'<'
        || word.SequenceEqual("Traceback"u8)
        || (previous is (byte)'=' or (byte)'"' or (byte)'\'' && IsKey(wordBefore));

    private static bool IsKey(ReadOnlySpan<byte> word) =>
        Ascii.EqualsIgnoreCase(word, "level"u8) || Ascii.EqualsIgnoreCase(word, "levelname"u8)
        || Ascii.EqualsIgnoreCase(word, "lvl"u8) || Ascii.EqualsIgnoreCase(word, "severity"u8);

    /// <summary>As glog and the programs around Kubernetes write it: a letter and the month and day, <c>E1121 09:00:00</c>.</summary>
    private static LogSeverity? OfGlog(ReadOnlySpan<byte> text)
    {
        if (text.Length < 6 || text[5] != ' ' || text[1..5].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return null;
        return text[0] switch
        {
            (byte)'I' => LogSeverity.Information,
            (byte)'W' => LogSeverity.Warning,
            (byte)'E' or (byte)'F' => LogSeverity.Error,
            _ => null,
        };
    }
}
