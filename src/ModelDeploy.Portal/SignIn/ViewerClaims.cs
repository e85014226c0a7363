using System.Globalization;
using System.Security.Claims;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Groups;
using ModelDeploy.Portal.Audit;

namespace ModelDeploy.Portal.SignIn;

/// <summary>A person in the cookie, and back.</summary>
public static class ViewerClaims
{
    private const string Issuer = "modeldeploy:issuer";
    private const string Session = "modeldeploy:session";
    private const string ProviderSid = "modeldeploy:provider-session";
    private const string Since = "modeldeploy:since";
    private const string Until = "modeldeploy:until";
    private const string Stamp = "modeldeploy:stamp";
    private const string MustChange = "modeldeploy:must-change";
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

    /// <summary>The same, for a session that a provider has begun and may end.</summary>
    public static ClaimsPrincipal PrincipalOf(Account account, string scheme, ProviderSession session)
    {
        var principal = PrincipalOf(account, scheme);
        var identity = (ClaimsIdentity)principal.Identity!;
        identity.AddClaim(new Claim(Since, Written(session.Since)));
        identity.AddClaim(new Claim(Until, Written(session.Until)));
        if (session.Id is not null)
            identity.AddClaim(new Claim(ProviderSid, session.Id));
        return principal;

        static string Written(DateTimeOffset moment) => moment.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The same, for somebody who gave a password: the session ends when that counts no more.</summary>
    public static ClaimsPrincipal PrincipalOf(ProvenByPassword proven, string scheme)
    {
        var principal = PrincipalOf(proven.Account, scheme);
        var identity = (ClaimsIdentity)principal.Identity!;
        identity.AddClaim(new Claim(Stamp, proven.Credential.Stamp));
        if (proven.Credential.MustChange)
            identity.AddClaim(new Claim(MustChange, "true"));
        return principal;
    }

    /// <summary>What binds the session to the password that began it (<see cref="LocalCredential.Stamp"/>); null when none did.</summary>
    public static string? StampOf(ClaimsPrincipal principal) => principal.FindFirstValue(Stamp);

    /// <summary>Whether this session is good only for changing the password.</summary>
    public static bool MustChangePassword(ClaimsPrincipal principal) => principal.HasClaim(MustChange, "true");

    /// <summary>The provider's session behind this one, or null where none is: the person came by a printed link.</summary>
    public static ProviderSession? ProviderSessionOf(ClaimsPrincipal principal)
    {
        return MomentOf(Since) is { } since && MomentOf(Until) is { } until
            ? new ProviderSession(principal.FindFirstValue(ProviderSid), since, until)
            : null;

        DateTimeOffset? MomentOf(string claim) =>
            long.TryParse(principal.FindFirstValue(claim), CultureInfo.InvariantCulture, out var milliseconds)
                ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
                : null;
    }

    /// <summary>The session's name, or null when nobody is signed in.</summary>
    public static string? SessionOf(ClaimsPrincipal principal) => principal.FindFirstValue(Session);

    /// <summary>Who is behind the principal, or null when nobody is signed in.</summary>
    public static Viewer? ViewerOf(ClaimsPrincipal principal) =>
        principal.FindFirstValue(Issuer) is { } issuer && principal.FindFirstValue(ClaimTypes.NameIdentifier) is { } subject
            ? new Viewer(new PersonKey(issuer, subject), principal.Identity?.Name ?? subject, principal.HasClaim(SystemAdmin, "true")) { From = Origins.Of(principal) }
            : null;
}
