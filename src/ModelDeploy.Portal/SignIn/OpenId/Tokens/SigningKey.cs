using System.Security.Cryptography;
using System.Text.Json;

namespace ModelDeploy.Portal.SignIn.OpenId.Tokens;

/// <summary>A public key of a provider, as its key document (JWKS) writes it.</summary>
public sealed class SigningKey(JsonElement key)
{
    private const int LeastRsaBits = 2048;
    private const int MostRsaBits = 16384;

    /// <summary>
    /// Whether this key may sign with the token's algorithm, bears the name that the token gives (any, when it gives none), and has
    /// signed it. A key that cannot be read has signed nothing.
    /// </summary>
    public bool Signed(SignedToken token)
    {
        if (!Fits(token))
            return false;
        try
        {
            return token.Algorithm.Padding is { } padding ? VerifyRsa(token, padding) : VerifyCurve(token);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private bool Fits(SignedToken token) =>
        StrictJson.TextOf(key, "kty") == token.Algorithm.KeyType
        && (token.KeyId is null || StrictJson.TextOf(key, "kid") == token.KeyId)
        && (StrictJson.TextOf(key, "use") ?? "sig") == "sig"
        && (StrictJson.TextOf(key, "alg") ?? token.Algorithm.Name) == token.Algorithm.Name;

    private bool VerifyRsa(SignedToken token, RSASignaturePadding padding)
    {
        if (Part("n") is not { } modulus || Part("e") is not { } exponent)
            return false;
        // Measured before it is taken up: work with a modulus grows with the square of its length.
        if (modulus.Length * 8 is < LeastRsaBits or > MostRsaBits || exponent.Length is 0 or > sizeof(ulong))
            return false;
        using var rsa = RSA.Create(new RSAParameters { Modulus = modulus, Exponent = exponent });
        return rsa.KeySize >= LeastRsaBits && rsa.VerifyData(token.Signed.Span, token.Signature.Span, token.Algorithm.Hash, padding);
    }

    private bool VerifyCurve(SignedToken token)
    {
        if (StrictJson.TextOf(key, "crv") != token.Algorithm.CurveName || Part("x") is not { } x || Part("y") is not { } y)
            return false;
        var curve = token.Algorithm.CurveName == "P-256" ? ECCurve.NamedCurves.nistP256 : ECCurve.NamedCurves.nistP384;
        using var ec = ECDsa.Create(new ECParameters { Curve = curve, Q = new ECPoint { X = x, Y = y } });
        return ec.VerifyData(token.Signed.Span, token.Signature.Span, token.Algorithm.Hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private byte[]? Part(string name) => StrictJson.TextOf(key, name) is { } text ? SignedToken.BytesOf(text) : null;
}
