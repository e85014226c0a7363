using System.Globalization;
using ModelDeploy.Core.Texts;

namespace ModelDeploy.Core.Quotas;

/// <summary>Amounts as people read them.</summary>
public static class Amounts
{
    private const long KiB = 1024;

    /// <summary>Bytes in the largest binary unit that leaves at least 1, with at most two decimals: <c>512 MiB</c>, <c>1.5 GiB</c>.</summary>
    public static string Memory(decimal bytes)
    {
        (decimal size, string unit) = Math.Abs(bytes) switch
        {
            >= KiB * KiB * KiB * KiB => (bytes / (KiB * KiB * KiB * KiB), "TiB"),
            >= KiB * KiB * KiB => (bytes / (KiB * KiB * KiB), "GiB"),
            >= KiB * KiB => (bytes / (KiB * KiB), "MiB"),
            >= KiB => (bytes / KiB, "KiB"),
            _ => (bytes, ""),
        };
        return unit.Length == 0 ? QuotaTexts.Bytes.With(bytes.ToString("0.##", CultureInfo.CurrentCulture)) : string.Create(CultureInfo.CurrentCulture, $"{size:0.##} {unit}");
    }

    /// <summary>Cores with at most one decimal: <c>0.5 CPU</c>.</summary>
    public static string Cpu(decimal cores) => string.Create(CultureInfo.CurrentCulture, $"{cores:0.##} CPU");

    /// <summary>A span in its largest whole units: <c>5 min</c>, <c>1 h 30 min</c>, <c>90 s</c> as <c>1 min 30 s</c>.</summary>
    public static string Duration(TimeSpan span)
    {
        string[] parts =
        [
            .. span.TotalHours >= 1 ? [$"{(int)span.TotalHours} h"] : Array.Empty<string>(),
            .. span.Minutes > 0 ? [$"{span.Minutes} min"] : Array.Empty<string>(),
            .. span.Seconds > 0 ? [$"{span.Seconds} s"] : Array.Empty<string>(),
        ];
        return parts.Length == 0 ? "0 s" : string.Join(' ', parts);
    }
}
