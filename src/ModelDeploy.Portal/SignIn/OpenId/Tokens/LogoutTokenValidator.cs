using System.Text.Json;

namespace ModelDeploy.Portal.SignIn.OpenId.Tokens;

/// <summary>Decides whether a logout token ends sessions (OpenID Connect Back-Channel Logout, 2.6).</summary>
public static class LogoutTokenValidator
{
    /// <summary>The event that a logout token tells of.</summary>
    public const string Event = "http://schemas.openid.net/event/backchannel-logout";

    /// <summary>What the token ends. Whether it came before is for the caller to know.</summary>
    /// <exception cref="TokenRefusedException">It breaks a rule.</exception>
    /// <exception cref="ProviderException">The provider's keys cannot be read.</exception>
    public static async Task<LogoutToken> ValidateAsync(string text, TokenExpectations expected, ISigningKeys keys, CancellationToken stop)
    {
        var token = SignedToken.Read(text);
        await TokenRules.CheckSignatureAsync(token, keys, stop);
        TokenRules.Check(token.Claims, expected);
        if (token.Type is { } type && !type.Equals("logout+jwt", StringComparison.OrdinalIgnoreCase) && !type.Equals("JWT", StringComparison.OrdinalIgnoreCase))
            throw new TokenRefusedException("The token says that it is of another kind.");
        if (token.Claims.TryGetProperty("nonce", out _))
            throw new TokenRefusedException("The token has a nonce, so it is meant for a sign-in.");
        if (!token.Claims.TryGetProperty("events", out var events) || events.ValueKind is not JsonValueKind.Object
            || !events.TryGetProperty(Event, out var ended) || ended.ValueKind is not JsonValueKind.Object)
            throw new TokenRefusedException("The token does not tell of a logout.");
        return Read(token.Claims, expected.Issuer);
    }

    private static LogoutToken Read(JsonElement claims, string issuer)
    {
        var (subject, session) = (StrictJson.TextOf(claims, "sub"), StrictJson.TextOf(claims, "sid"));
        if (string.IsNullOrEmpty(subject) && string.IsNullOrEmpty(session))
            throw new TokenRefusedException("The token names neither a person nor a session.");
        return StrictJson.TextOf(claims, "jti") is { Length: > 0 } id
            ? new LogoutToken(issuer, subject, session, id)
            : throw new TokenRefusedException("The token has no id.");
    }
}
