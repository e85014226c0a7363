using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Audit;
using ModelDeploy.Portal.Audit;
using ModelDeploy.Portal.SignIn;

namespace ModelDeploy.Portal.Api;

/// <summary>Lets programs in by a personal token (RFC 6750, in the header alone: what stands in an address ends up in logs).</summary>
public sealed class ApiTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, ApiTokens tokens, AuditTrail audit)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string Name = "api-token";

    /// <summary>The claim that says what the token is good for: the name of an <see cref="ApiTokenScope"/>.</summary>
    public const string ScopeClaim = "modeldeploy:scope";

    private const string Bearer = "Bearer";

    private string? _trouble;

    /// <summary>The token that a request shows, or null when it shows none.</summary>
    public static string? TextOf(HttpRequest request) =>
        AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header) && Bearer.Equals(header.Scheme, StringComparison.OrdinalIgnoreCase)
            ? header.Parameter ?? ""
            : null;

    /// <inheritdoc />
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (TextOf(Request) is not { } text)
            return AuthenticateResult.NoResult();
        try
        {
            if (await tokens.RecogniseAsync(text, Context.RequestAborted) is not { } found)
                return AuthenticateResult.Fail("No good token.");
            var principal = ViewerClaims.PrincipalOf(found.Account, Scheme.Name);
            principal.Identities.Single().AddClaim(new(ScopeClaim, found.Scope.ToString()));
            return AuthenticateResult.Success(new AuthenticationTicket(Origins.Add(principal, Context), Scheme.Name));
        }
        catch (StoreUnavailableException trouble)
        {
            _trouble = trouble.Message;
            return AuthenticateResult.Fail(trouble);
        }
    }

    /// <inheritdoc />
    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (_trouble is not null)
        {
            await ApiTrouble.Unavailable(Context, _trouble).ExecuteAsync(Context);
            return;
        }
        var wasGiven = Request.Headers.Authorization.Count > 0;
        if (wasGiven)
            await audit.DeniedAsync(null, Origins.Of(Context), AuditAction.TokenUsed, new AuditTarget(AuditTargetKind.Path, Origins.Short(Request.Path)), "The token is good for nothing.");
        Response.Headers.WWWAuthenticate = wasGiven ? $"{Bearer} realm=\"ModelDeploy\", error=\"invalid_token\"" : $"{Bearer} realm=\"ModelDeploy\"";
        await ApiProblems.WriteAsync(Context, StatusCodes.Status401Unauthorized, wasGiven ? ApiTexts.TokenNotGood : ApiTexts.TokenNeeded);
    }
}
