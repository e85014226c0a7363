using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using ModelDeploy.Core.Groups;
using ModelDeploy.Portal.Options;

namespace ModelDeploy.Portal.SignIn.OpenId;

/// <summary>
/// Registers sign-in by OpenID Connect. The one file to change where Microsoft.AspNetCore.Authentication.OpenIdConnect takes over.
/// </summary>
public static class OpenIdSetup
{
    // A token has a kilobyte or two, and anybody may knock.
    private const long LargestLogoutMessage = 64 * 1024;

    /// <summary>The scheme's name.</summary>
    public const string Scheme = "openid";

    /// <summary>Adds the scheme; its sign-ins end up in the default scheme's cookie.</summary>
    public static void AddOpenId(this AuthenticationBuilder authentication, OidcOptions settings, string? publicUrl)
    {
        var services = authentication.Services;
        services.AddSingleton(settings);
        services.AddSingleton<ProviderChannel>();
        services.AddSingleton<Provider>();
        services.AddSingleton<UsedOnce>();
        services.AddSingleton<SignInMemberships>();
        services.AddSingleton<Arrival>();
        services.AddSingleton<OpenIdEvents>();
        services.AddSingleton<ProviderLeave>();
        authentication.AddOAuth<OpenIdOptions, OpenIdHandler>(Scheme, options =>
        {
            (options.ClientId, options.ClientSecret) = (settings.ClientId, settings.ClientSecret);
            options.EventsType = typeof(OpenIdEvents);
            options.Scope.Clear();
            foreach (var scope in settings.Scopes)
                options.Scope.Add(scope);
            options.CorrelationCookie.SecurePolicy = publicUrl?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) == true
                ? CookieSecurePolicy.Always
                : CookieSecurePolicy.SameAsRequest;
        });
    }

    /// <summary>Maps the way to the provider and the place where it tells of ended sessions; the framework maps the way back.</summary>
    public static void MapOpenId(this IEndpointRouteBuilder app)
    {
        app.MapGet(OpenIdPaths.Start, OpenIdEndpoints.StartAsync).AllowAnonymous();
        app.MapPost(OpenIdPaths.BackChannelLogout, OpenIdEndpoints.EndSessionsAsync).AllowAnonymous().DisableAntiforgery()
            .WithMetadata(new RequestSizeLimitAttribute(LargestLogoutMessage));
    }
}
