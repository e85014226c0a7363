using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.WebUtilities;
using ModelDeploy.Portal.Options;

namespace ModelDeploy.Portal.SignIn.OpenId;

/// <summary>How somebody who leaves the portal leaves the provider too (OpenID Connect RP-Initiated Logout).</summary>
public sealed partial class ProviderLeave(OidcOptions options, Provider provider, PortalAddress address, ILogger<ProviderLeave> logger)
{
    /// <summary>
    /// Where the person goes to end the session at the provider; null when they did not come from there, or when the provider is
    /// silent or has no such place. Ask before the cookie is taken away.
    /// </summary>
    public async Task<string?> AddressAsync(HttpContext context)
    {
        if (ViewerClaims.ProviderSessionOf(context.User) is null)
            return null;
        try
        {
            if ((await provider.DocumentAsync(context.RequestAborted)).EndSession is not { } place)
                return null;
            var query = new Dictionary<string, string?>
            {
                ["client_id"] = options.ClientId,
                ["post_logout_redirect_uri"] = address.Current + OpenIdPaths.Left,
                ["id_token_hint"] = await context.GetTokenAsync(OpenIdHandler.IdToken),
            };
            return QueryHelpers.AddQueryString(place, query.Where(part => part.Value is not null));
        }
        catch (ProviderException silent)
        {
            OnlyHere(logger, silent.Message);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Somebody signed out here, but not at the provider: {Because}")]
    private static partial void OnlyHere(ILogger logger, string because);
}
