using System.Text.Json;

namespace ModelDeploy.Portal.SignIn.OpenId.Tokens;

/// <summary>What ID tokens and logout tokens have in common: who signed, for whom, and when they are good.</summary>
public static class TokenRules
{
    // The last second that a date can hold; doubles beyond it do not become dates.
    private const double LastSecond = 253_402_300_799;

    /// <summary>Checks the signature, with keys read anew when none of the known ones has signed.</summary>
    /// <exception cref="TokenRefusedException">No key of the provider has signed it.</exception>
    /// <exception cref="ProviderException">The keys cannot be read.</exception>
    public static async Task CheckSignatureAsync(SignedToken token, ISigningKeys keys, CancellationToken stop)
    {
        foreach (var anew in new[] { false, true })
        {
            if ((await keys.ReadAsync(anew, stop)).Any(key => key.Signed(token)))
                return;
        }
        throw new TokenRefusedException("No key of the provider has signed the token.");
    }

    /// <summary>Checks issuer, audience and times.</summary>
    /// <exception cref="TokenRefusedException">It breaks a rule.</exception>
    public static void Check(JsonElement claims, TokenExpectations expected)
    {
        if (StrictJson.TextOf(claims, "iss") != expected.Issuer)
            throw new TokenRefusedException("The token is of another issuer.");
        CheckAudience(claims, expected.ClientId);
        var expires = TimeOf(claims, "exp") ?? throw new TokenRefusedException("The token does not say when it expires.");
        if (expected.Now - expected.ClockSkew >= expires)
            throw new TokenRefusedException("The token has expired.");
        if (TimeOf(claims, "nbf") > expected.Now + expected.ClockSkew)
            throw new TokenRefusedException("The token is not good yet.");
        var issued = TimeOf(claims, "iat") ?? throw new TokenRefusedException("The token does not say when it was issued.");
        if (issued > expected.Now + expected.ClockSkew)
            throw new TokenRefusedException("The token was issued in the future. Compare the clocks of this machine and of the provider.");
    }

    private static void CheckAudience(JsonElement claims, string clientId)
    {
        var isList = claims.TryGetProperty("aud", out var audience) && audience.ValueKind is JsonValueKind.Array;
        var audiences = StrictJson.TextsOf(claims, "aud");
        if (!audiences.Contains(clientId, StringComparer.Ordinal))
            throw new TokenRefusedException("The token is meant for somebody else.");
        var hasParty = claims.TryGetProperty("azp", out _);
        if (hasParty && StrictJson.TextOf(claims, "azp") != clientId)
            throw new TokenRefusedException("The token was issued to somebody else.");
        if (isList && audience.GetArrayLength() > 1 && !hasParty)
            throw new TokenRefusedException("The token is meant for several, and does not say to whom it was issued.");
    }

    /// <summary>The moment; null when the claim is absent.</summary>
    /// <exception cref="TokenRefusedException">It is there and no moment.</exception>
    private static DateTimeOffset? TimeOf(JsonElement claims, string name)
    {
        if (!claims.TryGetProperty(name, out var value))
            return null;
        return value.ValueKind is JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds is > 0 and < LastSecond
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000))
            : throw new TokenRefusedException($"The token's {name} is not a time.");
    }
}
