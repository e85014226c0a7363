using System.Text;
using CsCheck;

namespace ModelDeploy.TestKit.Fuzzing;

/// <summary>Texts that careless code trips over.</summary>
public static class HostileText
{
    private static readonly string[] Bits =
    [
        "a", "Z", "0", "-", "_", ".", "..", "/", ":", "@", " ", "  ", "\t", "\n", "\r\n", "\r", "\v", "\f", "\0", "\u0001", "\u001b", "\u001b[31m", "\u001b[38;5;", "\u001b]0;x\u0007",
        "\u007f", "\u0085", "\u009b31m", "\u00a0", "\u00ad", "\u2028", "\u2029", "\u202e", "\u200b", "\u2066", "\ufeff", "\ufff9", "\uffff", "é", "e\u0301", "ß", "İ", "漢", "א", "😀",
        "\U000e0001", "\ud83d", "\udc00", "<b>", "<img src=x onerror=alert(1)>", "&amp;", "\"", "'", "`", "\\", "%2e", "%", "%00", "{", "}", "[", "]", "#", " #", "- ", ": ", "? ", "|", "|-\n",
        ">", "!", "!!str ", "&a ", "*a", "~", "null", "true", "No", "1.0", "1e3", "0x1F", "---\n", "...\n", "${x}", "$(x)", "../", "(unchanged)", "en-US", "2026-11-22",
    ];

    /// <summary>Anything, also halves of characters.</summary>
    public static Gen<string> Any { get; } = Gen.Frequency(
        (6, OfBits(0, 8)),
        (2, Gen.String[0, 20]),
        (2, Gen.String[Gen.Char[' ', '~'], 0, 40]),
        (1, Gen.Select(Gen.OneOf(Bits), Gen.Int[0, 3_000], (bit, times) => string.Concat(Enumerable.Repeat(bit, Math.Min(times, 6_000 / bit.Length))))));

    /// <summary>Anything that a field of free text takes: well-formed and without NUL.</summary>
    public static Gen<string> Storable { get; } = Any.Select(text => string.Concat(text.EnumerateRunes().Where(rune => rune.Value != 0 && rune != Rune.ReplacementChar)));

    /// <summary>So many of the bits, one after the other.</summary>
    private static Gen<string> OfBits(int least, int most) => Gen.OneOf(Bits).Array[least, most].Select(bits => string.Concat(bits));
}
