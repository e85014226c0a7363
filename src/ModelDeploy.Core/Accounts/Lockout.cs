namespace ModelDeploy.Core.Accounts;

/// <summary>How long an account takes no password after wrong ones, so that guessing takes years and a typing mistake nothing.</summary>
public static class Lockout
{
    /// <summary>After how many wrong ones in a row it begins.</summary>
    public const int FailuresAllowed = 5;

    /// <summary>How long it lasts the first time; every further wrong one doubles it.</summary>
    public static readonly TimeSpan First = TimeSpan.FromMinutes(1);

    /// <summary>How long it lasts at most.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>Until when no password is taken after this many wrong ones in a row, the last of them now; null: the next one is.</summary>
    public static DateTimeOffset? Until(int failures, DateTimeOffset now)
    {
        if (failures < FailuresAllowed)
            return null;
        // Bounded before it is doubled: failures have no bound.
        var doublings = Math.Min(failures - FailuresAllowed, 10);
        var pause = First * Math.Pow(2, doublings);
        return now + (pause < Longest ? pause : Longest);
    }

    /// <summary>Whether no password is taken now.</summary>
    public static bool IsOn(DateTimeOffset? until, DateTimeOffset now) => now < until;

    /// <summary>The credential after a wrong password.</summary>
    public static LocalCredential Failed(LocalCredential credential, DateTimeOffset now)
    {
        var failures = credential.Failures == int.MaxValue ? int.MaxValue : credential.Failures + 1;
        return credential with { Failures = failures, LockedUntil = Until(failures, now) };
    }

    /// <summary>The credential after the right one.</summary>
    public static LocalCredential Cleared(LocalCredential credential) => credential with { Failures = 0, LockedUntil = null };
}
