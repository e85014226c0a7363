using System.Globalization;
using ModelDeploy.Core;

namespace ModelDeploy.Portal.Components.Forms;

/// <summary>Amounts as typed. What cannot be read becomes an error of its field, and 0 in its place.</summary>
public sealed class NumberText
{
    private const long GiB = 1L << 30;
    private readonly List<FieldError> _errors = [];

    /// <summary>What could not be read so far.</summary>
    public IReadOnlyList<FieldError> Errors => _errors;

    /// <summary>Cores; null when empty.</summary>
    public decimal? Cores(string path, string text) => Read(path, text, "Enter a number of cores, such as 0.5.");

    /// <summary>GiB as typed, in bytes; null when empty.</summary>
    public long? Gibibytes(string path, string text) =>
        Read(path, text, "Enter a number of GiB, such as 0.5.") is { } amount ? (long)(Math.Clamp(amount, -1, 1 << 22) * GiB) : null;

    /// <summary>A whole number; null when empty.</summary>
    public int? Whole(string path, string text)
    {
        if (Read(path, text, "Enter a whole number.") is not { } number)
            return null;
        if (number == Math.Truncate(number) && Math.Abs(number) <= int.MaxValue)
            return (int)number;
        _errors.Add(new FieldError(path, "Enter a whole number."));
        return 0;
    }

    /// <summary>A number as it is typed; empty for null.</summary>
    public static string Of(decimal? number) => number?.ToString("0.############################", CultureInfo.InvariantCulture) ?? "";

    /// <summary>Bytes as GiB are typed; empty for null.</summary>
    public static string OfGibibytes(long? bytes) => Of((decimal?)bytes / GiB);

    private decimal? Read(string path, string text, string wish)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (decimal.TryParse(text, NumberStyles.Float & ~NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number))
            return number;
        _errors.Add(new FieldError(path, wish));
        return 0;
    }
}
