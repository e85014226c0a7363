using System.Globalization;
using System.Text.RegularExpressions;

namespace ModelDeploy.Kubernetes;

/// <summary>
/// Amounts as Kubernetes writes them (<c>500m</c>, <c>2Gi</c>, <c>1.5</c>), written as it would itself: otherwise it would seem that somebody
/// changed them.
/// </summary>
internal static partial class Quantity
{
    private static readonly (string Suffix, decimal Factor)[] Binary =
    [
        ("Ei", 1L << 60), ("Pi", 1L << 50), ("Ti", 1L << 40), ("Gi", 1L << 30), ("Mi", 1L << 20), ("Ki", 1L << 10),
    ];

    private static readonly (string Suffix, decimal Factor)[] Decimal =
    [
        ("E", 1e18m), ("P", 1e15m), ("T", 1e12m), ("G", 1e9m), ("M", 1e6m), ("k", 1e3m), ("", 1), ("m", 1e-3m), ("u", 1e-6m), ("n", 1e-9m),
    ];

    /// <summary>The amount; null when the text is none, or beyond what can be counted.</summary>
    public static decimal? Parse(string text)
    {
        var match = Shape().Match(text);
        if (!match.Success || !decimal.TryParse(match.Groups["number"].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return null;
        var suffix = match.Groups["suffix"].Value;
        var factor = Binary.Concat(Decimal).First(unit => unit.Suffix == suffix).Factor;
        return Math.Abs(number) > decimal.MaxValue / Math.Max(factor, 1) ? null : number * factor;
    }

    /// <summary>Cores, rounded up to thousandths: <c>500m</c>, <c>2</c>.</summary>
    public static string Cpu(decimal cores)
    {
        var thousandths = (long)Math.Ceiling(cores * 1000);
        return thousandths % 1000 == 0 ? Text(thousandths / 1000) : $"{Text(thousandths)}m";
    }

    /// <summary>Bytes: <c>512Mi</c>; by powers of 1000 where 1024 does not divide them.</summary>
    public static string Memory(long bytes)
    {
        var units = bytes % 1024 == 0 ? Binary : Decimal;
        var (suffix, factor) = units.FirstOrDefault(unit => unit.Factor >= 1 && bytes >= unit.Factor && bytes % unit.Factor == 0);
        return suffix is null ? "0" : Text((long)(bytes / factor)) + suffix;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A(?<number>[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?)(?<suffix>[KMGTPE]i|[numkMGTPE]|)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
