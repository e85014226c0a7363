namespace ModelDeploy.Core.Accounts;

/// <summary>What a program may do with a token: never more than the person whose token it is.</summary>
public enum ApiTokenScope
{
    /// <summary>Read only.</summary>
    Read,

    /// <summary>Everything that the person may do.</summary>
    Write,
}

/// <summary>A personal token, by which a program acts as a person. Its text is shown once and kept nowhere.</summary>
/// <param name="Id">Names it for ever; says nothing of its text.</param>
/// <param name="Hash">The SHA-256 of its text, hex in lower case.</param>
/// <param name="Person">Whose it is.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="Scope">What it is good for.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">From when it is no longer good.</param>
/// <param name="LastUsedAt">When it was last used, to the minute or so; null when never.</param>
public sealed record ApiToken(
    Guid Id, string Hash, PersonKey Person, string Name, ApiTokenScope Scope, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? LastUsedAt)
{
    /// <summary>Whether it is still good.</summary>
    public bool IsGoodAt(DateTimeOffset now) => now < ExpiresAt;
}
