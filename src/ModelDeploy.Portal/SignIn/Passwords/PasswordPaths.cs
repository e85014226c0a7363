namespace ModelDeploy.Portal.SignIn.Passwords;

/// <summary>Where passwords are given and changed.</summary>
public static class PasswordPaths
{
    /// <summary>Takes a login name and a password.</summary>
    public const string SignIn = "/sign-in/password";

    /// <summary>The page that changes one's own password, and where its form goes.</summary>
    public const string Change = "/password";
}
