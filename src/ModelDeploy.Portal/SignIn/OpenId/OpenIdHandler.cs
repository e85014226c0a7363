using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using ModelDeploy.Portal.Audit;
using ModelDeploy.Portal.Options;
using ModelDeploy.Portal.SignIn.OpenId.Tokens;

namespace ModelDeploy.Portal.SignIn.OpenId;

/// <summary>
/// OpenID Connect on the framework's authorization code flow, which keeps the state, ties it to the browser and proves the code (PKCE).
/// </summary>
public sealed class OpenIdHandler(
    IOptionsMonitor<OpenIdOptions> monitor, ILoggerFactory loggers, UrlEncoder encoder,
    OidcOptions settings, Provider provider, ProviderChannel channel, PortalAddress address, UsedOnce used, Arrival arrival)
    : OAuthHandler<OpenIdOptions>(monitor, loggers, encoder)
{
    /// <summary>Under which name the ticket keeps the ID token, for a later sign-out.</summary>
    public const string IdToken = "id_token";

    private const string Nonce = "modeldeploy.nonce";

    // It travels in every request's cookie; a provider signs out without it too, and only asks first.
    private const int LongestKeptToken = 4096;

    private ProviderDocument? _document;

    private ProviderDocument Document => _document ?? throw new InvalidOperationException("The discovery document was not read.");

    private string RedirectUri => address.Current + OpenIdPaths.Callback;

    /// <inheritdoc />
    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        _document = await provider.DocumentAsync(Context.RequestAborted);
        properties.Items[Nonce] = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        await base.HandleChallengeAsync(properties);
    }

    /// <inheritdoc />
    protected override string BuildChallengeUrl(AuthenticationProperties properties, string redirectUri)
    {
        var built = base.BuildChallengeUrl(properties, RedirectUri);
        var query = QueryHelpers.ParseQuery(built[built.IndexOf('?', StringComparison.Ordinal)..]);
        query["nonce"] = properties.Items[Nonce];
        return QueryHelpers.AddQueryString(Document.Authorization, query);
    }

    /// <inheritdoc />
    protected override async Task<HandleRequestResult> HandleRemoteAuthenticateAsync()
    {
        Response.Headers.CacheControl = "no-store";
        _document = await provider.DocumentAsync(Context.RequestAborted);
        // Another provider's answer must not be taken for this one's (RFC 9207).
        var issuer = Request.Query["iss"];
        if ((issuer.Count > 0 || Document.NamesItself) && issuer != Document.Issuer)
            throw new TokenRefusedException("The answer is of another issuer.");
        return await base.HandleRemoteAuthenticateAsync();
    }

    /// <inheritdoc />
    protected override async Task<OAuthTokenResponse> ExchangeCodeAsync(OAuthCodeExchangeContext context)
    {
        // The browser has given up its half of the state by now; whoever copied it before comes too late as well.
        if (!used.TryUse(context.Properties.Items[Nonce] ?? "", Options.RemoteAuthenticationTimeout))
            throw new TokenRefusedException("This sign-in was completed before.");
        using var request = new HttpRequestMessage(HttpMethod.Post, Document.Token);
        request.Content = new FormUrlEncodedContent(FormOf(context));
        if (Document.TakesBasic)
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{FormEncoded(settings.ClientId)}:{FormEncoded(settings.ClientSecret)}")));
        var (status, answer) = await channel.SendAsync(request, Context.RequestAborted);
        if (status >= StatusCodes.Status500InternalServerError)
            throw new ProviderException($"{Document.Token} answered {status}.");
        if (status != StatusCodes.Status200OK || answer is not { } found)
            throw new TokenRefusedException($"The provider did not take the code: status {status}, error {ErrorOf(answer)}.");
        if (!"Bearer".Equals(StrictJson.TextOf(found, "token_type"), StringComparison.OrdinalIgnoreCase))
            throw new TokenRefusedException("The provider's access token is of another type than Bearer.");
        return OAuthTokenResponse.Success(JsonDocument.Parse(found.GetRawText()));
    }

    /// <inheritdoc />
    protected override async Task<AuthenticationTicket> CreateTicketAsync(ClaimsIdentity identity, AuthenticationProperties properties, OAuthTokenResponse tokens)
    {
        var stop = Context.RequestAborted;
        var access = tokens.AccessToken ?? throw new TokenRefusedException("The provider gave no access token.");
        var text = StrictJson.TextOf(tokens.Response!.RootElement, IdToken) ?? throw new TokenRefusedException("The provider gave no ID token. The scope openid brings one.");
        if (!properties.Items.Remove(Nonce, out var nonce) || nonce is null)
            throw new TokenRefusedException("The sign-in has no nonce.");
        var now = TimeProvider.GetUtcNow();
        var claims = await IdTokenValidator.ValidateAsync(
            text, new TokenExpectations(Document.Issuer, settings.ClientId, now, settings.ClockSkew), nonce, access, provider, stop);
        var person = ProvenPerson.Read(claims, await MoreAsync(claims, access, stop), Document.Issuer, settings);
        var account = await arrival.AdmitAsync(person, Origins.Of(Context), stop);

        var session = new ProviderSession(StrictJson.TextOf(claims, "sid"), now, now + settings.SessionLifetime);
        if (text.Length <= LongestKeptToken)
            properties.StoreTokens([new AuthenticationToken { Name = IdToken, Value = text }]);
        return new AuthenticationTicket(ViewerClaims.PrincipalOf(account, Scheme.Name, session), properties, Scheme.Name);
    }

    /// <summary>What the provider tells beyond the ID token, where that lacks something; null where it says no more.</summary>
    private async Task<JsonElement?> MoreAsync(JsonElement claims, string accessToken, CancellationToken stop)
    {
        if (Document.UserInfo is not { } place || (claims.TryGetProperty(settings.NameClaim, out _) && claims.TryGetProperty(settings.GroupsClaim, out _)))
            return null;
        var more = await channel.GetAsync(place, new AuthenticationHeaderValue("Bearer", accessToken), stop);
        return StrictJson.TextOf(more, "sub") == StrictJson.TextOf(claims, "sub")
            ? more
            : throw new TokenRefusedException("The provider's user information is about somebody else.");
    }

    private Dictionary<string, string> FormOf(OAuthCodeExchangeContext context)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = context.Code,
            ["redirect_uri"] = RedirectUri,
        };
        if (context.Properties.Items.Remove(OAuthConstants.CodeVerifierKey, out var verifier) && verifier is not null)
            form[OAuthConstants.CodeVerifierKey] = verifier;
        if (!Document.TakesBasic)
            (form["client_id"], form["client_secret"]) = (settings.ClientId, settings.ClientSecret);
        return form;
    }

    private static string FormEncoded(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);

    // A word of the standard at best; anything else is not for the log.
    private static string ErrorOf(JsonElement? answer) =>
        answer is { } found && StrictJson.TextOf(found, "error") is { Length: < 64 } error && error.All(character => char.IsAsciiLetterLower(character) || character is '_')
            ? error
            : "unknown";
}
