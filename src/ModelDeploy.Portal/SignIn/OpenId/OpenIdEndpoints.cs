using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Audit;
using ModelDeploy.Core.Groups;
using ModelDeploy.Portal.Audit;
using ModelDeploy.Portal.Options;
using ModelDeploy.Portal.SignIn.OpenId.Tokens;

namespace ModelDeploy.Portal.SignIn.OpenId;

/// <summary>The way to the provider, and what the provider tells behind people's backs.</summary>
public static partial class OpenIdEndpoints
{
    // A logout token is remembered for as long as any could be good.
    private static readonly TimeSpan LogoutRemembered = TimeSpan.FromHours(1);

    /// <summary>GET: leads to the provider, and afterwards to the local path in <paramref name="returnUrl"/>.</summary>
    public static async Task StartAsync(HttpContext context, PortalAddress address, OpenIdEvents events, string? returnUrl)
    {
        context.Response.Headers.CacheControl = "no-store";
        // The provider leads back to this address only, so the browser's half of the state has to lie there.
        if (new Uri(address.Current).Authority is var host && !host.Equals(context.Request.Host.Value, StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Redirect($"{address.Current}{OpenIdPaths.Start}{QueryString.Create("returnUrl", LocalPath.OrStart(returnUrl))}");
            return;
        }
        try
        {
            await context.ChallengeAsync(OpenIdSetup.Scheme, new AuthenticationProperties { RedirectUri = LocalPath.OrStart(returnUrl) });
        }
        catch (ProviderException silent)
        {
            context.Response.Redirect(OpenIdEvents.PageOf(events.Told(silent)));
        }
    }

    /// <summary>POST by the provider (OpenID Connect Back-Channel Logout): ends the sessions that its token names.</summary>
    public static async Task<IResult> EndSessionsAsync(
        HttpContext context, OidcOptions options, Provider provider, EndedSessions ended, UsedOnce used, [FromServices] AuditTrail audit, TimeProvider clock, ILogger<Provider> logger, CancellationToken stop)
    {
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(stop) : FormCollection.Empty;
            var document = await provider.DocumentAsync(stop);
            var token = await LogoutTokenValidator.ValidateAsync(
                form["logout_token"].ToString(), new TokenExpectations(document.Issuer, options.ClientId, clock.GetUtcNow(), options.ClockSkew), provider, stop);
            if (!used.TryUse($"{token.Issuer}\n{token.Id}", LogoutRemembered))
                throw new TokenRefusedException("The token came before.");
            await EndAsync(token, ended, stop);
            await audit.DoneAsync(
                Viewer.System with { From = Origins.Of(context) }, AuditAction.SignedOut, AuditTarget.Session(Origins.Short(token.Subject ?? token.Session)), "The provider ended the session.");
            return Results.Ok();
        }
        catch (Exception refused) when (refused is TokenRefusedException or InvalidDataException or BadHttpRequestException)
        {
            LogoutRefused(logger, refused.Message);
            await audit.DeniedAsync(null, Origins.Of(context), AuditAction.SignedOut, AuditTarget.Session(""), Origins.Short(refused.Message));
            return Results.Json(new { error = "invalid_request" }, statusCode: StatusCodes.Status400BadRequest);
        }
        catch (ProviderException silent)
        {
            LogoutRefused(logger, silent.Message);
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static Task EndAsync(LogoutToken token, EndedSessions ended, CancellationToken stop) => token.Session is { } session
        ? ended.AddAtProviderAsync(token.Issuer, session, stop)
        : ended.AddAllOfAsync(new PersonKey(token.Issuer, token.Subject!), stop);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A provider's message that sessions have ended was refused: {Because}")]
    private static partial void LogoutRefused(ILogger logger, string because);
}
