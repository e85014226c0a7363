using System.Security.Claims;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Groups;

namespace ModelDeploy.Portal.SignIn;

/// <summary>A person in the cookie, and back.</summary>
public static class ViewerClaims
{
    private const string Issuer = "modeldeploy:issuer";
    private const string Session = "modeldeploy:session";
    private const string SystemAdmin = "modeldeploy:system-admin";

    /// <summary>The principal that a sign-in puts into the cookie of this scheme: the person, in a new session.</summary>
    public static ClaimsPrincipal PrincipalOf(Account account, string scheme) => new(new ClaimsIdentity(
        [
            new Claim(Session, Guid.NewGuid().ToString("n")),
            new Claim(Issuer, account.Key.Issuer),
            new Claim(ClaimTypes.NameIdentifier, account.Key.Subject),
            new Claim(ClaimTypes.Name, account.Name),
            new Claim(SystemAdmin, account.IsSystemAdmin ? "true" : "false"),
        ],
        scheme));

    /// <summary>The session's name, or null when nobody is signed in.</summary>
    public static string? SessionOf(ClaimsPrincipal principal) => principal.FindFirstValue(Session);

    /// <summary>Who is behind the principal, or null when nobody is signed in.</summary>
    public static Viewer? ViewerOf(ClaimsPrincipal principal) =>
        principal.FindFirstValue(Issuer) is { } issuer && principal.FindFirstValue(ClaimTypes.NameIdentifier) is { } subject
            ? new Viewer(new PersonKey(issuer, subject), principal.Identity?.Name ?? subject, principal.HasClaim(SystemAdmin, "true"))
            : null;
}
