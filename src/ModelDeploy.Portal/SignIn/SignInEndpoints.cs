using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Audit;
using ModelDeploy.Portal.Audit;
using ModelDeploy.Portal.Options;
using ModelDeploy.Portal.SignIn.OpenId;

namespace ModelDeploy.Portal.SignIn;

/// <summary>Opening a link, and leaving.</summary>
public static class SignInEndpoints
{
    private const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;

    /// <summary>
    /// GET with a token: uses it up, signs in and leads on. Without one, or with one that is no longer good: the page that
    /// says what to do. Where people sign in at a provider, tokens are good for nothing.
    /// </summary>
    public static async Task<IResult> OpenAsync(
        HttpContext context, SignInLinks links, SignInPages pages, ModelDeployOptions options, [FromServices] AuditTrail audit,
        string? token, string? returnUrl, string? problem, CancellationToken stop)
    {
        context.Response.Headers.CacheControl = "no-store";
        var further = LocalPath.OrStart(returnUrl);
        if (options.Oidc is not null)
            return await pages.OfferAsync(Enum.TryParse<SignInProblem>(problem, out var known) && Enum.IsDefined(known) ? known : null, further, stop);
        if (string.IsNullOrEmpty(token))
            return await pages.OfferAsync(problem: null, further, stop);
        try
        {
            if (await links.RedeemAsync(token, stop) is not { } account)
            {
                await audit.DeniedAsync(null, Origins.Of(context), AuditAction.SignedIn, AuditTarget.Session(""), "The link is unknown, used up or too old.");
                return await pages.LinkRefusedAsync(further, stop);
            }
            var principal = ViewerClaims.PrincipalOf(account, Scheme);
            await context.SignInAsync(Scheme, principal);
            await audit.DoneAsync(ViewerClaims.ViewerOf(Origins.Add(principal, context))!, AuditAction.SignedIn, AuditTarget.Session(account.Name), "By a printed link.");
            return SeeOther(context, further);
        }
        catch (StoreUnavailableException trouble)
        {
            // The link was not used up: it opens again once the store takes writes.
            return await pages.LinkInTroubleAsync(trouble.Message, further, stop);
        }
    }

    /// <summary>POST from the user menu: ends the session in every tab of this browser, and leads on to the provider it came from.</summary>
    public static async Task<IResult> LeaveAsync(HttpContext context, IAntiforgery antiforgery, EndedSessions ended, [FromServices] AuditTrail audit, [FromServices] ProviderLeave? provider = null)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
            return Results.Text(SignInTexts.FormExpired, "text/plain", Encoding.UTF8, StatusCodes.Status400BadRequest);
        // Whoever closes the window meanwhile has left all the same.
        if (ViewerClaims.SessionOf(context.User) is { } session)
            await ended.AddAsync(session, CancellationToken.None);
        var further = provider is null ? null : await provider.AddressAsync(context);
        await context.SignOutAsync(Scheme);
        if (ViewerClaims.ViewerOf(context.User) is { } viewer)
            await audit.DoneAsync(viewer, AuditAction.SignedOut, AuditTarget.Session(viewer.Name));
        return further is null ? SeeOther(context, "/sign-in") : LeavingPage(context, further);
    }

    // Not a redirect: the policy lets a form lead to this portal only, and browsers ask it of every step that follows.
    private static RazorComponentResult<SignInPage> LeavingPage(HttpContext context, string address)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Refresh"] = $"0; url={address}";
        return new(new Dictionary<string, object?> { [nameof(SignInPage.LeaveAt)] = address });
    }

    private static IResult SeeOther(HttpContext context, string path)
    {
        context.Response.Headers.Location = path;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
