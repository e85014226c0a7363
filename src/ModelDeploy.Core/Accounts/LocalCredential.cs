using System.Text;

namespace ModelDeploy.Core.Accounts;

/// <summary>By what a person of this portal's own accounts proves who they are, and what came of it so far.</summary>
public sealed record LocalCredential
{
    /// <summary>Whose it is; the subject was drawn when the account was made and is never used again.</summary>
    public required PersonKey Person { get; init; }

    /// <summary>What they type as their name, as <see cref="LoginName.Normalise"/> has it; no other credential has it.</summary>
    public required string Login { get; init; }

    /// <summary>The password's hash, as an <see cref="IPasswordHasher"/> makes it.</summary>
    public required string PasswordHash { get; init; }

    /// <summary>What the sessions of this person must carry. A new one ends all of them.</summary>
    public required string Stamp { get; init; }

    /// <summary>Whether somebody else chose the password, so that its owner has to change it before anything else.</summary>
    public bool MustChange { get; init; }

    /// <summary>Whether nobody may act as this person: no session, no token, no sign-in.</summary>
    public bool IsDisabled { get; init; }

    /// <summary>How many wrong passwords came since the last right one.</summary>
    public int Failures { get; init; }

    /// <summary>Until when no password is taken; null or past when one is.</summary>
    public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>When a password last was the right one; null when none was yet.</summary>
    public DateTimeOffset? LastSignInAt { get; init; }

    /// <summary>When the account was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The store's mark of what was read; empty for what is new.</summary>
    public string Version { get; init; } = "";

    /// <summary>A new stamp.</summary>
    public static string NewStamp() => Guid.NewGuid().ToString("n");

    // Records are printed and logged; the hash and the stamp must not be.
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("Person = ").Append(Person).Append(", MustChange = ").Append(MustChange).Append(", IsDisabled = ").Append(IsDisabled);
        return true;
    }
}
