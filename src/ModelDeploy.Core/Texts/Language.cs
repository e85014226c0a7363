using System.Globalization;

namespace ModelDeploy.Core.Texts;

/// <summary>
/// The languages that people can read the product in. What is written down for all of them (a status, the journal, logs, the
/// operating API) is always English.
/// </summary>
public static class Language
{
    /// <summary>The language that is there for everything.</summary>
    public static CultureInfo English { get; } = Create("en", '.', ',', []);

    /// <summary>The second one, complete.</summary>
    public static CultureInfo German { get; } = Create("de", ',', '.',
        ["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez.", ""]);

    /// <summary>All, English first.</summary>
    public static IReadOnlyList<CultureInfo> All { get; } = [English, German];

    /// <summary>What a language calls itself.</summary>
    public static string NameOf(CultureInfo language) => language.Name is "de" ? "Deutsch" : "English";

    // The program brings no data of its own about languages (invariant globalization): what differs is set here.
    private static CultureInfo Create(string code, char point, char thousands, string[] months)
    {
        var culture = new CultureInfo(code);
        culture.NumberFormat.NumberDecimalSeparator = culture.NumberFormat.PercentDecimalSeparator = point.ToString();
        culture.NumberFormat.NumberGroupSeparator = culture.NumberFormat.PercentGroupSeparator = thousands.ToString();
        if (months.Length > 0)
            culture.DateTimeFormat.AbbreviatedMonthNames = culture.DateTimeFormat.AbbreviatedMonthGenitiveNames = months;
        return CultureInfo.ReadOnly(culture);
    }
}
