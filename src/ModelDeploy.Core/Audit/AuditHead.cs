using System.Globalization;
using System.Text.RegularExpressions;

namespace ModelDeploy.Core.Audit;

/// <summary>An entry as it is noted down elsewhere, to tell later that everything up to it is still the same.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Hash">Its hash; hex, lower case.</param>
public sealed partial record AuditHead(long Number, string Hash)
{
    /// <summary>From <c>17:3f…</c>, as logs and the command tell it; null when it is none.</summary>
    public static AuditHead? Parse(string? text) =>
        Written().Match(text ?? "") is { Success: true } match && long.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new AuditHead(number, match.Groups[2].Value)
            : null;

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}:{Hash}");

    [GeneratedRegex("^([1-9][0-9]{0,18}):([0-9a-f]{64})$", RegexOptions.CultureInvariant)]
    private static partial Regex Written();
}
