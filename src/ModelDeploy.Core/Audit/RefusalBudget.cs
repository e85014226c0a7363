namespace ModelDeploy.Core.Audit;

/// <summary>
/// How many refusals may be written down: strangers can make as many as they like, and must not fill the disk or hide theirs under
/// others. What is not written is counted, and the next that is written tells the count.
/// </summary>
/// <param name="Since">When the minute that is counted began.</param>
/// <param name="Written">How many were written in it.</param>
/// <param name="NotWritten">How many were not written since the last one that was.</param>
public sealed record RefusalBudget(DateTimeOffset Since, int Written, int NotWritten)
{
    /// <summary>How many are written in a minute.</summary>
    public const int PerMinute = 120;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Nothing was refused yet.</summary>
    public static RefusalBudget Full { get; } = new(DateTimeOffset.MinValue, 0, 0);

    /// <summary>Another refusal: what is left, and the count that it tells when it is written; null when it is not.</summary>
    public (RefusalBudget Next, int? Tells) Spend(DateTimeOffset now)
    {
        var minute = now - Since < Minute && now >= Since ? this : this with { Since = now, Written = 0 };
        return minute.Written < PerMinute
            ? (minute with { Written = minute.Written + 1, NotWritten = 0 }, NotWritten)
            : (minute with { NotWritten = NotWritten + 1 }, null);
    }
}
