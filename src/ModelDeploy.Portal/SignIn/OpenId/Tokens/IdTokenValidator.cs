using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ModelDeploy.Portal.SignIn.OpenId.Tokens;

/// <summary>Decides whether an ID token proves who has signed in (OpenID Connect Core, 3.1.3.7).</summary>
public static class IdTokenValidator
{
    /// <summary>The claims of a token that keeps every rule.</summary>
    /// <param name="text">The token in its compact form.</param>
    /// <param name="expected">What it must agree with.</param>
    /// <param name="nonce">What this portal sent along when the sign-in began.</param>
    /// <param name="accessToken">The access token that came with it.</param>
    /// <param name="keys">The provider's keys.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="TokenRefusedException">It breaks a rule.</exception>
    /// <exception cref="ProviderException">The provider's keys cannot be read.</exception>
    public static async Task<JsonElement> ValidateAsync(
        string text, TokenExpectations expected, string nonce, string accessToken, ISigningKeys keys, CancellationToken stop)
    {
        var token = SignedToken.Read(text);
        await TokenRules.CheckSignatureAsync(token, keys, stop);
        TokenRules.Check(token.Claims, expected);
        if (string.IsNullOrEmpty(StrictJson.TextOf(token.Claims, "sub")))
            throw new TokenRefusedException("The token names nobody.");
        if (StrictJson.TextOf(token.Claims, "nonce") is not { } echoed || !Equal(echoed, nonce))
            throw new TokenRefusedException("The token belongs to another sign-in.");
        if (token.Claims.TryGetProperty("at_hash", out _)
            && (StrictJson.TextOf(token.Claims, "at_hash") is not { } hash || !Equal(hash, HalfHash(accessToken, token.Algorithm.Hash))))
            throw new TokenRefusedException("The token belongs to another access token.");
        return token.Claims;
    }

    private static bool Equal(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    private static string HalfHash(string accessToken, HashAlgorithmName algorithm)
    {
        var hash = CryptographicOperations.HashData(algorithm, Encoding.ASCII.GetBytes(accessToken));
        return Base64Url.EncodeToString(hash.AsSpan(0, hash.Length / 2));
    }
}
