using System.Globalization;

namespace ModelDeploy.Kubernetes.Runtime.Children;

/// <summary>Amounts as Kubernetes itself would write them: otherwise it would seem that somebody changes them.</summary>
internal static class Quantities
{
    private static readonly string[] Binary = ["", "Ki", "Mi", "Gi", "Ti", "Pi"];
    private static readonly string[] Decimal = ["", "k", "M", "G", "T", "P"];

    /// <summary>Cores, rounded up to thousandths: <c>500m</c>, <c>2</c>.</summary>
    public static string Cpu(decimal cores)
    {
        var thousandths = (long)Math.Ceiling(cores * 1000);
        return thousandths % 1000 == 0 ? Text(thousandths / 1000) : $"{Text(thousandths)}m";
    }

    /// <summary>Bytes: <c>512Mi</c>; by powers of 1000 where 1024 does not divide them.</summary>
    public static string Memory(long bytes) => bytes % 1024 == 0 ? Shortest(bytes, 1024, Binary) : Shortest(bytes, 1000, Decimal);

    private static string Shortest(long amount, int step, string[] suffixes)
    {
        var power = 0;
        for (; amount != 0 && amount % step == 0 && power < suffixes.Length - 1; power++)
            amount /= step;
        return Text(amount) + suffixes[power];
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
