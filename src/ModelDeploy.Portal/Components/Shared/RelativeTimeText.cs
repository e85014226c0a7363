using System.Globalization;
using ModelDeploy.Core.Texts;

namespace ModelDeploy.Portal.Components.Shared;

/// <summary>Moments in words.</summary>
public static class RelativeTimeText
{
    /// <summary>How long ago, in the largest whole unit: <c>2 minutes ago</c>. What lies ahead (a clock that is off) is now.</summary>
    public static string Of(DateTimeOffset at, DateTimeOffset now) => (now - at) switch
    {
        { TotalSeconds: < 10 } => SharedTexts.JustNow,
        { TotalMinutes: < 1 } span => Phrases.Count((long)span.TotalSeconds, SharedTexts.OneSecondAgo, SharedTexts.ManySecondsAgo),
        { TotalHours: < 1 } span => Phrases.Count((long)span.TotalMinutes, SharedTexts.OneMinuteAgo, SharedTexts.ManyMinutesAgo),
        { TotalDays: < 1 } span => Phrases.Count((long)span.TotalHours, SharedTexts.OneHourAgo, SharedTexts.ManyHoursAgo),
        { TotalDays: < 30 } span => Phrases.Count((long)span.TotalDays, SharedTexts.OneDayAgo, SharedTexts.ManyDaysAgo),
        _ => at.UtcDateTime.ToString(SharedTexts.DayFormat, CultureInfo.CurrentCulture),
    };

    /// <summary>The exact moment, UTC, to the second: written the same in every language.</summary>
    public static string Exact(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
