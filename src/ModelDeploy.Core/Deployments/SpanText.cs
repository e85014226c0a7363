using System.Globalization;
using System.Text.RegularExpressions;

namespace ModelDeploy.Core.Deployments;

/// <summary>Spans as manifests and custom resources write them.</summary>
public static partial class SpanText
{
    /// <summary>Whole seconds (<c>300</c>) or hours, minutes and seconds (<c>1h30m</c>, <c>90s</c>); null for anything else.</summary>
    public static TimeSpan? Parse(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return TimeSpan.FromSeconds(seconds);
        var match = Parts().Match(text);
        return text.Length > 0 && match.Success
            ? TimeSpan.FromSeconds(Part(match, "h") * 3600L + Part(match, "m") * 60L + Part(match, "s"))
            : null;
    }

    /// <summary>The span as <see cref="Parse"/> reads it: whole seconds, what is below them is lost.</summary>
    public static string Of(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{(long)span.TotalSeconds}s");

    private static int Part(Match match, string unit) =>
        match.Groups[unit] is { Success: true, Value: var digits } ? int.Parse(digits, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"\A(?:(?<h>[0-9]{1,5})h)?(?:(?<m>[0-9]{1,5})m)?(?:(?<s>[0-9]{1,6})s)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Parts();
}
