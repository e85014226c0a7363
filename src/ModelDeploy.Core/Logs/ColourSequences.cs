namespace ModelDeploy.Core.Logs;

/// <summary>The sequences by which programs colour their lines: <c>ESC [ digits ; : m</c>. They are not part of what a line says.</summary>
public static class ColourSequences
{
    private const byte Escape = 0x1b;

    /// <summary>Whether there may be any in the line.</summary>
    public static bool MayBeIn(ReadOnlySpan<byte> line) => line.Contains(Escape);

    /// <summary>Copies the line without them and answers how many bytes are left. Every other control character stays.</summary>
    /// <param name="line">UTF-8.</param>
    /// <param name="into">At least as long as the line.</param>
    public static int Remove(ReadOnlySpan<byte> line, Span<byte> into)
    {
        var length = 0;
        while (line.IndexOf(Escape) is >= 0 and var at)
        {
            var sequence = LengthOf(line[at..]);
            var kept = sequence == 0 ? at + 1 : at;
            line[..kept].CopyTo(into[length..]);
            length += kept;
            line = line[(at + Math.Max(1, sequence))..];
        }
        line.CopyTo(into[length..]);
        return length + line.Length;
    }

    private static int LengthOf(ReadOnlySpan<byte> escape)
    {
        if (escape.Length < 3 || escape[1] != '[')
            return 0;
        var end = escape[2..].IndexOfAnyExcept("0123456789;:"u8);
        return end >= 0 && escape[2 + end] == 'm' ? end + 3 : 0;
    }
}
