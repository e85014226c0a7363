using CsCheck;

namespace ModelDeploy.TestKit.Fuzzing;

/// <summary>Texts that are nearly what they should be.</summary>
public static class Mutated
{
    private static readonly Gen<string> Piece = Gen.Frequency(
        (4, Gen.Char[' ', '~'].Select(character => character.ToString())),
        (1, Gen.OneOf("\0", "\t", "\r", "\n", "=", "==", ".", "..", " ", "\u00e9", "\u0130", "\u017f", "\u212a", "\ufeff", "\ud800", "%", "+", "/", "_")));

    /// <summary>The text with one to three small changes; never the text itself.</summary>
    /// <param name="text">Not empty.</param>
    public static Gen<string> Of(string text) =>
        Gen.Select(Gen.Int[0, 7], Gen.Int[0, text.Length - 1], Gen.Int[0, text.Length - 1], Piece).Array[1, 3]
            .Select(changes => changes.Aggregate(text, (current, change) => Change(current, change.Item1, change.Item2, change.Item3, change.Item4)))
            .Where(changed => changed != text);

    private static string Change(string text, int kind, int at, int other, string piece)
    {
        at = Math.Min(at, text.Length);
        var end = Math.Min(at + 1, text.Length);
        return kind switch
        {
            0 => text[..at] + text[end..],
            1 => text[..at] + piece + text[at..],
            2 => text[..at],
            3 => text + piece,
            4 => text[..at] + Math.Min(other, text.Length) + text[end..],
            5 => text[..at] + SwapCase(text[at..end]) + text[end..],
            6 => text[..at] + text[at..end] + text[at..],
            _ => text[..at] + piece + text[end..],
        };
    }

    private static string SwapCase(string text) => string.Concat(text.Select(c => char.IsUpper(c) ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c)));
}
