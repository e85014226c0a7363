using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.HttpResults;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;

namespace ModelDeploy.Portal.SignIn;

/// <summary>Opening a link, and leaving.</summary>
public static class SignInEndpoints
{
    private const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;

    /// <summary>
    /// GET with a token: uses it up, signs in and leads on. Without one, or with one that is no longer good: the page that
    /// says how to get another.
    /// </summary>
    public static async Task<IResult> OpenAsync(HttpContext context, SignInLinks links, string? token, string? returnUrl, CancellationToken stop)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (string.IsNullOrEmpty(token))
            return Page(linkRefused: false, StatusCodes.Status200OK);
        try
        {
            if (await links.RedeemAsync(token, stop) is not { } account)
                return Page(linkRefused: true, StatusCodes.Status400BadRequest);
            await context.SignInAsync(Scheme, ViewerClaims.PrincipalOf(account, Scheme));
            return SeeOther(context, LocalPath.OrStart(returnUrl));
        }
        catch (StoreUnavailableException trouble)
        {
            // The link was not used up: it opens again once the store takes writes.
            return Page(linkRefused: false, StatusCodes.Status503ServiceUnavailable, trouble.Message);
        }
    }

    /// <summary>POST from the user menu: ends the session in every tab of this browser.</summary>
    public static async Task<IResult> LeaveAsync(HttpContext context, IAntiforgery antiforgery, EndedSessions ended)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
            return Results.Text(SignInTexts.FormExpired, "text/plain", Encoding.UTF8, StatusCodes.Status400BadRequest);
        if (ViewerClaims.SessionOf(context.User) is { } session)
            ended.Add(session);
        await context.SignOutAsync(Scheme);
        return SeeOther(context, "/sign-in");
    }

    private static RazorComponentResult<SignInPage> Page(bool linkRefused, int status, string? trouble = null) =>
        new(new Dictionary<string, object?> { [nameof(SignInPage.LinkRefused)] = linkRefused, [nameof(SignInPage.Trouble)] = trouble }) { StatusCode = status };

    private static IResult SeeOther(HttpContext context, string path)
    {
        context.Response.Headers.Location = path;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
