namespace ModelDeploy.Core.Accounts;

/// <summary>A password that an administrator gave somebody, good until its owner changes it at the next sign-in.</summary>
/// <param name="Person">Whose it is.</param>
/// <param name="Text">The password; it cannot be had again.</param>
public sealed record IssuedPassword(LocalPerson Person, string Text)
{
    /// <summary>Names the person, and never shows the password.</summary>
    public override string ToString() => $"Password of {Person.Key}";
}
