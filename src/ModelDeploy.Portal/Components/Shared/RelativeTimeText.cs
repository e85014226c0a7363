using System.Globalization;

namespace ModelDeploy.Portal.Components.Shared;

/// <summary>Moments in words.</summary>
public static class RelativeTimeText
{
    /// <summary>How long ago, in the largest whole unit: <c>2 minutes ago</c>. What lies ahead (a clock that is off) is now.</summary>
    public static string Of(DateTimeOffset at, DateTimeOffset now) => (now - at) switch
    {
        { TotalSeconds: < 10 } => "just now",
        { TotalMinutes: < 1 } span => Ago((int)span.TotalSeconds, "second"),
        { TotalHours: < 1 } span => Ago((int)span.TotalMinutes, "minute"),
        { TotalDays: < 1 } span => Ago((int)span.TotalHours, "hour"),
        { TotalDays: < 30 } span => Ago((int)span.TotalDays, "day"),
        _ => at.UtcDateTime.ToString("d MMM yyyy", CultureInfo.InvariantCulture),
    };

    /// <summary>The exact moment, UTC, to the second.</summary>
    public static string Exact(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string Ago(int count, string unit) => $"{count} {unit}{(count == 1 ? "" : "s")} ago";
}
