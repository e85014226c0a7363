namespace ModelDeploy.Core.Accounts;

/// <summary>Somebody to add.</summary>
/// <param name="Login">What they will type as their name.</param>
/// <param name="Name">The name shown to others.</param>
/// <param name="IsSystemAdmin">Whether everything is open to them.</param>
/// <param name="Password">Their first password; null: one is made.</param>
public sealed record NewPerson(string Login, string Name, bool IsSystemAdmin, string? Password)
{
    /// <summary>Never shows the password.</summary>
    public override string ToString() => $"New person {Login}";
}
