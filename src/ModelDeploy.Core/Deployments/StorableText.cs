using System.Text;
using ModelDeploy.Core.Texts;

namespace ModelDeploy.Core.Deployments;

/// <summary>Which texts come out of every store, and arrive in every process, as they went in.</summary>
internal static class StorableText
{
    /// <summary>Null when it is well-formed Unicode without NUL, else a sentence that says why not.</summary>
    /// <param name="field">What the sentence is about: <c>The description</c>.</param>
    /// <param name="text">The text.</param>
    public static string? WhyNot(string field, string text) =>
        text.Contains('\0') ? SpecTexts.HoldsNul.With(field)
        : IsWellFormed(text) ? null
        : SpecTexts.HoldsHalf.With(field);

    /// <summary>Whether no character of it is cut in half.</summary>
    public static bool IsWellFormed(string text)
    {
        for (var rest = text.AsSpan(); rest.Length > 0;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var length) is not System.Buffers.OperationStatus.Done)
                return false;
            rest = rest[length..];
        }
        return true;
    }
}
