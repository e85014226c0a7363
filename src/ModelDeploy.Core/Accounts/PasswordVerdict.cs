namespace ModelDeploy.Core.Accounts;

/// <summary>What comparing a password with a hash says.</summary>
public enum PasswordVerdict
{
    /// <summary>It is another password.</summary>
    Wrong,

    /// <summary>It is the password.</summary>
    Right,

    /// <summary>It is the password, and the hash is weaker than those that are made today.</summary>
    RightOfOldHash,
}
