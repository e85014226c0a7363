using System.Buffers;
using System.Text;

namespace ModelDeploy.Core.Logs;

/// <summary>Decides which lines a filter wants, from their bytes: most lines of a search are never decoded. Safe for many threads.</summary>
public sealed class LogMatcher(LogFilter filter)
{
    private readonly SearchText _search = new(filter.Search);

    /// <summary>Whether every line is wanted.</summary>
    public bool TakesAll { get; } = filter.Search.Length == 0 && filter.AtLeast is null;

    /// <summary>Whether this line is wanted.</summary>
    /// <param name="stream">Where it came from.</param>
    /// <param name="text">UTF-8, raw.</param>
    public bool Matches(LogStream stream, ReadOnlySpan<byte> text)
    {
        if (TakesAll)
            return true;
        if (!ColourSequences.MayBeIn(text))
            return MatchesPlain(stream, text);
        var plain = ArrayPool<byte>.Shared.Rent(text.Length);
        var matches = MatchesPlain(stream, plain.AsSpan(0, ColourSequences.Remove(text, plain)));
        ArrayPool<byte>.Shared.Return(plain);
        return matches;
    }

    /// <summary>Whether this line is wanted.</summary>
    public bool Matches(LogLine line)
    {
        if (TakesAll)
            return true;
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(line.Text.Length));
        var matches = Matches(line.Stream, bytes.AsSpan(0, Encoding.UTF8.GetBytes(line.Text, bytes)));
        ArrayPool<byte>.Shared.Return(bytes);
        return matches;
    }

    private bool MatchesPlain(LogStream stream, ReadOnlySpan<byte> text) =>
        _search.IsIn(text)
        && (filter.AtLeast is not { } atLeast || stream is LogStream.Platform || LogSeverities.Of(stream, text) >= atLeast);
}
