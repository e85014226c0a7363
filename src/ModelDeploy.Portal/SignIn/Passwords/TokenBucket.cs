namespace ModelDeploy.Portal.SignIn.Passwords;

/// <summary>How many tries somebody has left: as many at once as it holds, and then as fast as it fills.</summary>
/// <param name="Left">How many there were at <paramref name="At"/>; parts count.</param>
/// <param name="At">When that was.</param>
public readonly record struct TokenBucket(double Left, DateTimeOffset At)
{
    /// <summary>A full one.</summary>
    public static TokenBucket Full(int size, DateTimeOffset now) => new(size, now);

    /// <summary>The same one now. A clock that goes back takes nothing away.</summary>
    public TokenBucket Filled(int size, TimeSpan each, DateTimeOffset now) =>
        now <= At ? this : new TokenBucket(Math.Min(size, Left + (now - At) / each), now);

    /// <summary>How long to wait for the next try; zero when there is one.</summary>
    public TimeSpan Wait(TimeSpan each) => Left >= 1 ? TimeSpan.Zero : each * (1 - Left);

    /// <summary>One less.</summary>
    public TokenBucket Taken() => this with { Left = Left - 1 };
}
