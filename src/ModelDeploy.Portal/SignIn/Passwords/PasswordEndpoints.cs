using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Audit;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Texts;
using ModelDeploy.Portal.Audit;
using ModelDeploy.Portal.Components.Forms;

namespace ModelDeploy.Portal.SignIn.Passwords;

/// <summary>Signing in by a password, and changing one's own.</summary>
public static class PasswordEndpoints
{
    private const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;

    /// <summary>POST from the sign-in page. What is wrong with name or password is never told: the answer is the same.</summary>
    public static async Task<IResult> SignInAsync(
        HttpContext context, IAntiforgery antiforgery, PasswordSignIn signIn, ICredentialStore credentials,
        SignInRate rate, SignInPages pages, [FromServices] AuditTrail audit, CancellationToken stop)
    {
        var (form, status) = await PostedForm.ReadAsync(context, antiforgery, stop);
        if (form is null)
            return await pages.PasswordAsync(SignInTexts.PasswordFormExpired, status, login: "", LocalPath.Start, stop);
        var (login, returnUrl) = (form["login"].ToString(), LocalPath.OrStart(form["returnUrl"]));
        if (rate.WaitFor(context.Connection.RemoteIpAddress, LoginName.Normalise(login) ?? "") is { } wait)
        {
            await DeniedAsync(audit, context, null, "Too many tries.");
            return await pages.PasswordAsync(Asked(context, wait), StatusCodes.Status429TooManyRequests, login, returnUrl, stop);
        }
        try
        {
            if (await signIn.TryAsync(login, form["password"], stop) is not { } proven)
            {
                await DeniedAsync(audit, context, LoginName.Normalise(login) is { } name ? await credentials.FindByLoginAsync(name, stop) : null, "Name and password do not belong together, or the person is locked out or disabled.");
                return await pages.PasswordAsync(SignInTexts.PasswordRefused, StatusCodes.Status400BadRequest, login, returnUrl, stop);
            }
            var principal = ViewerClaims.PrincipalOf(proven, Scheme);
            await context.SignInAsync(Scheme, principal);
            await audit.DoneAsync(ViewerClaims.ViewerOf(Origins.Add(principal, context))!, AuditAction.SignedIn, AuditTarget.Session(proven.Credential.Login), "By a password.");
            return SeeOther(context, proven.Credential.MustChange ? PasswordPaths.Change + QueryString.Create("returnUrl", returnUrl) : returnUrl);
        }
        catch (StoreUnavailableException trouble)
        {
            return await pages.PasswordAsync(trouble.Message, StatusCodes.Status503ServiceUnavailable, login, returnUrl, stop);
        }
    }

    /// <summary>GET: the form to change it. Who did not come by a password has none to change, and is led on.</summary>
    public static IResult ChangePage(HttpContext context, string? returnUrl)
    {
        context.Response.Headers.CacheControl = "no-store";
        return ViewerClaims.StampOf(context.User) is null
            ? SeeOther(context, LocalPath.Start)
            : Page(context, FormErrors.None, problem: null, LocalPath.OrStart(returnUrl), StatusCodes.Status200OK);
    }

    /// <summary>POST from that page: changes it, ends all other sessions of the person, and goes on in this browser.</summary>
    public static async Task<IResult> ChangeAsync(
        HttpContext context, IAntiforgery antiforgery, OwnPassword own, IIdentityStore accounts, SignInRate rate, CancellationToken stop)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (ViewerClaims.StampOf(context.User) is null || ViewerClaims.ViewerOf(context.User) is not { } viewer)
            return SeeOther(context, LocalPath.Start);
        var (form, status) = await PostedForm.ReadAsync(context, antiforgery, stop);
        if (form is null)
            return Page(context, FormErrors.None, SignInTexts.PasswordFormExpired, LocalPath.Start, status);
        var returnUrl = LocalPath.OrStart(form["returnUrl"]);
        if (rate.WaitFor(context.Connection.RemoteIpAddress, viewer.Person.ToString()) is { } wait)
            return Page(context, FormErrors.None, Asked(context, wait), returnUrl, StatusCodes.Status429TooManyRequests);
        var answer = await own.ChangeAsync(viewer, form["current"], form["password"], form["again"], stop);
        return answer is CommandResult<LocalCredential>.Accepted { Value: var credential }
            ? await GoOnAsync(context, viewer, credential, accounts, returnUrl, stop)
            : Refused(context, answer, returnUrl);
    }

    private static async Task<IResult> GoOnAsync(
        HttpContext context, Viewer viewer, LocalCredential credential, IIdentityStore accounts, string returnUrl, CancellationToken stop)
    {
        // Deleted at the same moment: the next page leads to the sign-in.
        if (await accounts.FindAccountAsync(viewer.Person, stop) is { } account)
            await context.SignInAsync(Scheme, ViewerClaims.PrincipalOf(new ProvenByPassword(account, credential), Scheme));
        return SeeOther(context, returnUrl);
    }

    private static RazorComponentResult<PasswordPage> Refused(HttpContext context, CommandResult<LocalCredential> answer, string returnUrl) => answer switch
    {
        CommandResult<LocalCredential>.Invalid invalid => Page(context, new FormErrors(invalid.Errors), problem: null, returnUrl, StatusCodes.Status400BadRequest),
        CommandResult<LocalCredential>.Unavailable unavailable => Page(context, FormErrors.None, unavailable.Why, returnUrl, StatusCodes.Status503ServiceUnavailable),
        _ => Page(context, FormErrors.None, Problem.InOneLine(answer), returnUrl, StatusCodes.Status409Conflict),
    };

    private static RazorComponentResult<PasswordPage> Page(HttpContext context, FormErrors errors, string? problem, string returnUrl, int status) =>
        new(new Dictionary<string, object?>
        {
            [nameof(PasswordPage.Errors)] = errors,
            [nameof(PasswordPage.Problem)] = problem,
            [nameof(PasswordPage.ReturnUrl)] = returnUrl,
            [nameof(PasswordPage.MustChange)] = ViewerClaims.MustChangePassword(context.User),
        })
        {
            StatusCode = status,
        };

    // A name that nobody has may be a password in the wrong field.
    private static Task DeniedAsync(AuditTrail audit, HttpContext context, LocalCredential? meant, string why) =>
        audit.DeniedAsync(null, Origins.Of(context), AuditAction.SignedIn, AuditTarget.Session(meant?.Login ?? ""), why);

    private static string Asked(HttpContext context, TimeSpan wait)
    {
        var seconds = (int)Math.Ceiling(wait.TotalSeconds);
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Phrases.Count(seconds, SignInTexts.TooOftenOne, SignInTexts.TooOftenMany);
    }

    private static IResult SeeOther(HttpContext context, string path)
    {
        context.Response.Headers.Location = path;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
