using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ModelDeploy.Portal.Manifests;

/// <summary>Texts as YAML, so that every reader gets exactly the same text back, and as a text.</summary>
internal static partial class YamlText
{
    // YAML 1.2.2, 7.4.2: a longer one has to be announced by a question mark.
    private const int LongestImplicitName = 1_024;

    private static readonly string[] Reserved = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];

    /// <summary>One line: plain where nothing else could be meant, else in double quotes.</summary>
    public static string Inline(string text) => IsPlain(text) ? text : Quoted(text);

    /// <summary>The name of a field at this indentation, up to its colon.</summary>
    public static string Name(string text, int indentation) => Inline(text) switch
    {
        { Length: > LongestImplicitName } name => $"? {name}\n{new string(' ', indentation)}",
        var name => name,
    };

    /// <summary>The value of a field at this indentation: several lines of ordinary text as a block, all else as one line.</summary>
    public static string Value(string text, int indentation)
    {
        if (!IsBlock(text))
            return Inline(text);
        var margin = new string(' ', indentation + 2);
        var lines = text.TrimEnd('\n').Split('\n').Select(line => line.Length == 0 ? "" : margin + line);
        return $"|{(text.EndsWith('\n') ? "" : "-")}\n{string.Join('\n', lines)}";
    }

    private static bool IsPlain(string text) =>
        Plain().IsMatch(text) && !Reserved.Contains(text, StringComparer.OrdinalIgnoreCase);

    // An empty line at either end, or a line that starts or ends with a space, would need marks that few people know.
    private static bool IsBlock(string text)
    {
        var body = text.EndsWith('\n') ? text[..^1] : text;
        return body.Contains('\n')
            && body.Split('\n') is [not "", .., not ""] lines
            && !lines.Any(line => line.StartsWith(' ') || line.EndsWith(' '))
            && !body.EnumerateRunes().Any(rune => rune.Value != '\n' && MustEscape(rune));
    }

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                _ when !MustEscape(rune) => quoted.Append(rune.ToString()),
                <= 0xff => quoted.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:X2}"),
                <= 0xffff => quoted.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}"),
                _ => quoted.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}"),
            };
        }
        return quoted.Append('"').ToString();
    }

    /// <summary>What cannot be seen, or steers how a line is displayed.</summary>
    private static bool MustEscape(Rune rune) => rune.Value != ' ' && Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    [GeneratedRegex(@"\A[A-Za-z_/](?:[A-Za-z0-9_./@-]|:(?=[A-Za-z0-9_./@-])|[ ](?=[A-Za-z0-9_/]))*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
