namespace ModelDeploy.Portal.SignIn;

/// <summary>Where to go after a sign-in.</summary>
public static class LocalPath
{
    /// <summary>Where people start.</summary>
    public const string Start = "/deployments";

    /// <summary>
    /// The given path if it leads to this portal, else the start: browsers read <c>//host</c>, <c>/\host</c> and control
    /// characters as the way to somebody else's site.
    /// </summary>
    public static string OrStart(string? path) =>
        path is ['/', ..] && path is not ['/', '/' or '\\', ..] && !path.Any(char.IsControl) && !path.StartsWith("/sign-", StringComparison.Ordinal)
            ? path
            : Start;
}
