namespace ModelDeploy.Local.Processes.Stepping;

/// <summary>How long a replica that ended waits before it is started again.</summary>
internal static class BackOff
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private const int DoublingsToLongest = 6;

    /// <summary>Being ready for this long makes the failures before count no more.</summary>
    public static readonly TimeSpan ForgivenAfter = TimeSpan.FromMinutes(10);

    /// <summary>1 s after the first failure in a row, then twice as long each time, at most 60 s.</summary>
    public static TimeSpan After(int failures) => failures switch
    {
        <= 0 => TimeSpan.Zero,
        > DoublingsToLongest => Longest,
        _ => TimeSpan.FromSeconds(1 << (failures - 1)),
    };

    /// <summary>The planned start, or now where the plan lies further ahead than any back-off: then the clock was set back.</summary>
    public static DateTimeOffset StillMeant(DateTimeOffset startAt, DateTimeOffset now) => startAt - now > Longest ? now : startAt;

    /// <summary>How many failures in a row there are with the one that happens now.</summary>
    /// <param name="before">How many there were.</param>
    /// <param name="readySince">Since when the replica was ready, or null when it was not.</param>
    /// <param name="now">When it failed.</param>
    public static int CountWith(int before, DateTimeOffset? readySince, DateTimeOffset now) =>
        now - readySince >= ForgivenAfter ? 1 : before + 1;
}
