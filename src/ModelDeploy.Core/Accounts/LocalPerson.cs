namespace ModelDeploy.Core.Accounts;

/// <summary>A person with a password of this portal, as administrators see them.</summary>
/// <param name="Key">Who it is.</param>
/// <param name="Name">The name shown to others; the login name where the account is half gone.</param>
/// <param name="Login">What they type as their name.</param>
/// <param name="IsSystemAdmin">Whether everything is open to them.</param>
/// <param name="MustChange">Whether they have to change their password first.</param>
/// <param name="IsDisabled">Whether nobody may act as them.</param>
/// <param name="LockedUntil">Until when no password is taken; null or past when one is.</param>
/// <param name="LastSignInAt">When they last signed in; null when never.</param>
public sealed record LocalPerson(
    PersonKey Key, string Name, string Login, bool IsSystemAdmin, bool MustChange, bool IsDisabled, DateTimeOffset? LockedUntil, DateTimeOffset? LastSignInAt)
{
    /// <summary>From what is kept; <paramref name="account"/> is null when somebody was not deleted to the end.</summary>
    public static LocalPerson Of(LocalCredential credential, Account? account) => new(
        credential.Person, account?.Name ?? credential.Login, credential.Login, account?.IsSystemAdmin == true,
        credential.MustChange, credential.IsDisabled, credential.LockedUntil, credential.LastSignInAt);
}
