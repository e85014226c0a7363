using System.Text;

namespace ModelDeploy.Core.Deployments;

/// <summary>Which texts come out of every store, and arrive in every process, as they went in.</summary>
internal static class StorableText
{
    /// <summary>Null when it is well-formed Unicode without NUL, else why not, to go on after the field's name: <c>cannot hold …</c>.</summary>
    public static string? WhyNot(string text) =>
        text.Contains('\0') ? "cannot hold a NUL character"
        : IsWellFormed(text) ? null
        : "holds half of a character";

    private static bool IsWellFormed(string text)
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
