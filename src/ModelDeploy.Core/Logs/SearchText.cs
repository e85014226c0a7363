using System.Text;

namespace ModelDeploy.Core.Logs;

/// <summary>A text to look for in UTF-8, whatever the case of its letters; nothing is decoded for it.</summary>
internal sealed class SearchText
{
    private readonly (byte[] Lower, byte[] Upper)[] _characters;

    public SearchText(string text) => _characters = [.. text.EnumerateRunes().Select(rune => (Bytes(Rune.ToLowerInvariant(rune)), Bytes(Rune.ToUpperInvariant(rune))))];

    /// <summary>Whether it stands anywhere in the line; an empty one does in every line.</summary>
    public bool IsIn(ReadOnlySpan<byte> line)
    {
        if (_characters is not [var (lower, upper), ..])
            return true;
        while (line.IndexOfAny(lower[0], upper[0]) is >= 0 and var at)
        {
            line = line[at..];
            if (Begins(line))
                return true;
            line = line[1..];
        }
        return false;
    }

    private bool Begins(ReadOnlySpan<byte> rest)
    {
        foreach (var (lower, upper) in _characters)
        {
            if (rest.StartsWith(lower))
                rest = rest[lower.Length..];
            else if (rest.StartsWith(upper))
                rest = rest[upper.Length..];
            else
                return false;
        }
        return true;
    }

    private static byte[] Bytes(Rune rune)
    {
        var bytes = new byte[rune.Utf8SequenceLength];
        rune.EncodeToUtf8(bytes);
        return bytes;
    }
}
