using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ModelDeploy.Portal.Components.Deployments.Detail;

/// <summary>A line from a model as it can be shown safely outside a terminal.</summary>
public static partial class VisibleText
{
    /// <summary>
    /// Without ANSI colours; other control characters, direction marks and what is invisible stand as their code point
    /// (<c>&lt;U+202E&gt;</c>), so that nothing in the line can steer how it is displayed.
    /// </summary>
    public static string Of(string line)
    {
        var shown = new StringBuilder(line.Length);
        foreach (var rune in AnsiColour().Replace(line, "").EnumerateRunes())
        {
            if (rune.Value != '\t' && Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format)
                shown.Append(CultureInfo.InvariantCulture, $"<U+{rune.Value:X4}>");
            else
                shown.Append(rune.ToString());
        }
        return shown.ToString();
    }

    [GeneratedRegex("\u001b\\[[0-9;:]*m", RegexOptions.CultureInvariant)]
    private static partial Regex AnsiColour();
}
