using System.Globalization;
using System.Text.RegularExpressions;
using ModelDeploy.Core;

namespace ModelDeploy.Portal.Components.Forms;

/// <summary>
/// Amounts as typed: as the reader's language writes them, or with a decimal point. What cannot be read becomes an error of its field,
/// and 0 in its place.
/// </summary>
public sealed partial class NumberText
{
    private const long GiB = 1L << 30;
    private const NumberStyles Style = NumberStyles.Float & ~NumberStyles.AllowExponent;
    private readonly List<FieldError> _errors = [];

    /// <summary>What could not be read so far.</summary>
    public IReadOnlyList<FieldError> Errors => _errors;

    /// <summary>Cores; null when empty.</summary>
    public decimal? Cores(string path, string text) => Read(path, text, FormsTexts.EnterCores);

    /// <summary>GiB as typed, in bytes; null when empty.</summary>
    public long? Gibibytes(string path, string text) =>
        Read(path, text, FormsTexts.EnterGib) is { } amount ? (long)(Math.Clamp(amount, -1, 1 << 22) * GiB) : null;

    /// <summary>A whole number; null when empty.</summary>
    public int? Whole(string path, string text)
    {
        if (Read(path, text, FormsTexts.EnterWhole) is not { } number)
            return null;
        if (number == Math.Truncate(number) && Math.Abs(number) <= int.MaxValue)
            return (int)number;
        _errors.Add(new FieldError(path, FormsTexts.EnterWhole));
        return 0;
    }

    /// <summary>A number as the reader types it; empty for null.</summary>
    public static string Of(decimal? number) => number?.ToString("0.############################", CultureInfo.CurrentCulture) ?? "";

    /// <summary>Bytes as GiB are typed; empty for null.</summary>
    public static string OfGibibytes(long? bytes) => Of((decimal?)bytes / GiB);

    private decimal? Read(string path, string text, string wish)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (decimal.TryParse(text, Style, CultureInfo.CurrentCulture, out var number))
            return number;
        if (!Grouped().IsMatch(text) && decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out number))
            return number;
        _errors.Add(new FieldError(path, wish));
        return 0;
    }

    // Where the comma is the decimal mark, 1.024 may be a thousand or one: nobody shall get the other.
    [GeneratedRegex(@"^\s*[+-]?[1-9][0-9]{0,2}(\.[0-9]{3})+\s*$")]
    private static partial Regex Grouped();
}
