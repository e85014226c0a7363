using System.Globalization;
using System.Text;

namespace ModelDeploy.Kubernetes.Runtime.Logs;

/// <summary>The stamp that every line of a container's log begins with: <c>2026-11-21T09:00:00.123456789Z text</c>.</summary>
internal static class PodLogStamp
{
    /// <summary>No stamp is longer: nine digits of a second and an offset.</summary>
    public const int Longest = 40;

    private const int Digits = 7; // of a second that .NET can tell apart; the rest is cut, always in the same way
    private const string Format = "yyyy-MM-ddTHH:mm:ss.fffffffK";

    /// <summary>Cuts it off, or says that there is none: then kubelet speaks of itself, and this is no line of the model's.</summary>
    public static bool TryCut(ref ReadOnlySpan<byte> line, out DateTimeOffset time)
    {
        time = default;
        var end = line[..Math.Min(line.Length, Longest)].IndexOf((byte)' ');
        if (end < 0 || !TryRead(line[..end], out time))
            return false;
        line = line[(end + 1)..];
        return true;
    }

    private static bool TryRead(ReadOnlySpan<byte> stamp, out DateTimeOffset time)
    {
        time = default;
        var point = stamp.IndexOf((byte)'.');
        var zone = stamp.LastIndexOfAny((byte)'Z', (byte)'+', (byte)'-');
        if (zone < "yyyy-MM-ddTHH:mm:ss".Length)
            return false;
        var seconds = Encoding.ASCII.GetString(stamp[..(point < 0 ? zone : point)]);
        var fraction = point < 0 || point > zone ? "" : Encoding.ASCII.GetString(stamp[(point + 1)..zone]);
        fraction = fraction.Length > Digits ? fraction[..Digits] : fraction.PadRight(Digits, '0');
        return DateTimeOffset.TryParseExact(
            $"{seconds}.{fraction}{Encoding.ASCII.GetString(stamp[zone..])}", Format, CultureInfo.InvariantCulture,
            DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out time);
    }
}
