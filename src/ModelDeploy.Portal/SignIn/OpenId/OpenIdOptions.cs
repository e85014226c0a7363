using Microsoft.AspNetCore.Authentication.OAuth;

namespace ModelDeploy.Portal.SignIn.OpenId;

/// <summary>What the framework's authorization code flow needs to know. Addresses come from the discovery document, not from here.</summary>
public sealed class OpenIdOptions : OAuthOptions
{
    /// <summary>The settings that no operator moves.</summary>
    public OpenIdOptions()
    {
        CallbackPath = OpenIdPaths.Callback;
        UsePkce = true;
        SaveTokens = false;
        RemoteAuthenticationTimeout = TimeSpan.FromMinutes(15);
        // The base class demands addresses; the handler uses those of the discovery document instead.
        AuthorizationEndpoint = TokenEndpoint = "discovered";
        CorrelationCookie.Name = "modeldeploy.sign-in.";
        CorrelationCookie.HttpOnly = true;
        // The provider leads back by a link, with which Lax cookies travel.
        CorrelationCookie.SameSite = SameSiteMode.Lax;
    }
}
