using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace ModelDeploy.Portal.SignIn.OpenId.Tokens;

/// <summary>A JSON Web Token in its compact form, taken apart. Nothing of it is proven yet.</summary>
/// <param name="Algorithm">By which it says it is signed; one that this portal accepts.</param>
/// <param name="KeyId">The key it names, or null.</param>
/// <param name="Type">What kind of token it says it is (<c>typ</c>), or null.</param>
/// <param name="Claims">What it claims.</param>
/// <param name="Signed">The bytes that the signature covers.</param>
/// <param name="Signature">The signature.</param>
public sealed record SignedToken(
    SignatureAlgorithm Algorithm, string? KeyId, string? Type, JsonElement Claims, ReadOnlyMemory<byte> Signed, ReadOnlyMemory<byte> Signature)
{
    /// <summary>The longest token that is looked at, in characters.</summary>
    public const int MaxLength = 64 * 1024;

    /// <summary>Takes the token apart.</summary>
    /// <exception cref="TokenRefusedException">
    /// It is too long, no signed token of three parts, of an algorithm that is not accepted, or one of its parts has more than one reading.
    /// </exception>
    public static SignedToken Read(string text)
    {
        if (text.Length > MaxLength)
            throw new TokenRefusedException($"The token is longer than {MaxLength} characters.");
        if (text.Split('.') is not [var header, var payload, var signature])
            throw new TokenRefusedException("The token is not a signed one of three parts.");
        var head = ObjectOf(header, "header");
        if (StrictJson.TextOf(head, "alg") is not { } name || SignatureAlgorithm.Find(name) is not { } algorithm)
            throw new TokenRefusedException("The token's algorithm is not accepted.");
        if (head.TryGetProperty("crit", out _) || head.TryGetProperty("b64", out _))
            throw new TokenRefusedException("The token demands an extension that is not known here.");
        if (head.TryGetProperty("kid", out var kid) && kid.ValueKind is not JsonValueKind.String)
            throw new TokenRefusedException("The token's key id is not a text.");
        return new SignedToken(
            algorithm, StrictJson.TextOf(head, "kid"), StrictJson.TextOf(head, "typ"), ObjectOf(payload, "payload"),
            Encoding.ASCII.GetBytes($"{header}.{payload}"), BytesOf(signature) ?? throw new TokenRefusedException("The token's signature is not base64url."));
    }

    private static JsonElement ObjectOf(string part, string what) =>
        BytesOf(part) is { } bytes && StrictJson.ReadObject(bytes) is { } found
            ? found
            : throw new TokenRefusedException($"The token's {what} is not one JSON object without repeated names, in base64url.");

    /// <summary>The bytes, or null when the text is not base64url without padding or white space.</summary>
    internal static byte[]? BytesOf(string text)
    {
        // The framework's reader skips white space and padding, which would let one token be written in many ways.
        if (text.Any(character => !char.IsAsciiLetterOrDigit(character) && character is not ('-' or '_')))
            return null;
        try
        {
            return Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
