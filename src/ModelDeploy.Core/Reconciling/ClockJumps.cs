namespace ModelDeploy.Core.Reconciling;

/// <summary>That the wall clock was set: it read <paramref name="From"/> and at once <paramref name="To"/>.</summary>
public sealed record ClockJump(DateTimeOffset From, DateTimeOffset To);

/// <summary>Every time the wall clock was set while this process runs, oldest first. Pure.</summary>
public sealed record ClockJumps(EquatableList<ClockJump> Jumps)
{
    /// <summary>A clock that nobody has set.</summary>
    public static ClockJumps None { get; } = new([]);

    /// <summary>
    /// What the clock of now would have read when the time was noted, so that the difference to now is the time that really passed. A
    /// time that fits both sides of a clock that was set back counts as noted after that.
    /// </summary>
    public DateTimeOffset Translate(DateTimeOffset noted, DateTimeOffset now)
    {
        foreach (var jump in Jumps)
        {
            var surelyBefore = noted <= jump.From && (noted < jump.To || noted > now);
            if (surelyBefore)
                noted += jump.To - jump.From;
        }
        return noted;
    }
}
