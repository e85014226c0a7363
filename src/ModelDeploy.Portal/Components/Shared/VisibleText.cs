using System.Globalization;
using System.Text.RegularExpressions;

namespace ModelDeploy.Portal.Components.Shared;

/// <summary>
/// Texts of people and models as they can be shown safely: nothing in them can hide, or steer how they are displayed. The log viewer
/// (<c>wwwroot/js/log-text.js</c>) follows the same rule.
/// </summary>
public static partial class VisibleText
{
    /// <summary>
    /// The characters that are shown by their number: controls but the tab, line separators, what turns the direction of writing, and
    /// what is invisible. Not the joiners, which some scripts and emoji need. As inside the brackets of a regular expression.
    /// </summary>
    public const string Hidden =
        @"\x00-\x08\x0a-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb";

    /// <summary>A text of one line without ANSI colours; every hidden character stands as its number: <c>\u202e</c>, <c>\x1b</c>.</summary>
    public static string Of(string text) => HiddenCharacter().Replace(AnsiColour().Replace(text, ""), NumberOf);

    /// <summary>The same for a text of several lines: line breaks stay.</summary>
    public static string OfLines(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(Of));

    private static string NumberOf(Match match) => match.Value[0] < 0x100
        ? string.Create(CultureInfo.InvariantCulture, $@"\x{(int)match.Value[0]:x2}")
        : string.Create(CultureInfo.InvariantCulture, $@"\u{(int)match.Value[0]:x4}");

    [GeneratedRegex($"[{Hidden}]", RegexOptions.CultureInvariant)]
    private static partial Regex HiddenCharacter();

    [GeneratedRegex("\u001b\\[[0-9;:]*m", RegexOptions.CultureInvariant)]
    private static partial Regex AnsiColour();
}
