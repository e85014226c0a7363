namespace ModelDeploy.Portal.SignIn.OpenId;

/// <summary>Where the portal and the provider meet.</summary>
public static class OpenIdPaths
{
    /// <summary>Leads to the provider.</summary>
    public const string Start = "/sign-in/provider";

    /// <summary>Where the provider leads back to; to be registered there.</summary>
    public const string Callback = "/sign-in/callback";

    /// <summary>Where the provider tells of ended sessions; may be registered there.</summary>
    public const string BackChannelLogout = "/sign-in/ended";

    /// <summary>Where the provider leads after a sign-out; to be registered there.</summary>
    public const string Left = "/sign-in";
}
