using System.Globalization;
using ModelDeploy.Core.Operations;

namespace ModelDeploy.Kubernetes.Leadership;

/// <summary>How the holder of a lease tells on it that its passes fail: its name, the time and a sentence. Pure.</summary>
internal static class TroubleNote
{
    private const int LongestSentence = 1_000;

    /// <summary>The note; null when there is nothing to tell.</summary>
    public static string? Of(string holder, Outage? trouble) => trouble is null
        ? null
        : $"{holder} {trouble.Since.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)} {(trouble.Because.Length <= LongestSentence ? trouble.Because : $"{trouble.Because[..LongestSentence]}…")}";

    /// <summary>What the holder told; null when there is no note, or it is of somebody who held the lease before, or of another hand.</summary>
    public static Outage? Read(string? note, string holder) =>
        note?.Split(' ', 3) is [var by, var since, { Length: > 0 } because] && by == holder
        && DateTimeOffset.TryParse(since, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? new Outage(OutageOf.Passes, at, because)
            : null;
}
