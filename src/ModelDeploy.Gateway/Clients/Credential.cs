using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;
using ModelDeploy.Core.Clients;

namespace ModelDeploy.Gateway.Clients;

/// <summary>What a caller shows: a key, and with HTTP basic whose it is.</summary>
/// <param name="Key">The hash of the key.</param>
/// <param name="Client">The name before the colon; null with bearer.</param>
internal readonly record struct Credential(KeyHash Key, string? Client)
{
    private const string Bearer = "Bearer ";
    private const string Basic = "Basic ";

    /// <summary>A name, a colon and a key fit with room to spare; nothing longer is decoded.</summary>
    private const int LongestBasic = 256;

    /// <summary>
    /// Reads an <c>Authorization</c> header. Null when there is none, more than one, or none that could be a client's: of two that are
    /// sent, the model or a proxy on the way might believe the other one.
    /// </summary>
    public static Credential? Read(StringValues authorization) => authorization is [{ } value] ? Read(value, isAnySpelling: false) : null;

    /// <summary>Whether any of the headers holds a key of this product, good or not: such a one is for the gateway and never for a model.</summary>
    public static bool IsInAny(StringValues authorization)
    {
        foreach (var value in authorization)
        {
            if (Read(value, isAnySpelling: true) is not null)
                return true;
        }
        return false;
    }

    private static Credential? Read(ReadOnlySpan<char> value, bool isAnySpelling)
    {
        var text = value.Trim(' ');
        if (text.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return OfKey(text[Bearer.Length..].Trim(' '), client: null);
        return text.StartsWith(Basic, StringComparison.OrdinalIgnoreCase) ? OfBasic(text[Basic.Length..].Trim(' '), isAnySpelling) : null;
    }

    private static Credential? OfBasic(ReadOnlySpan<char> encoded, bool isAnySpelling)
    {
        Span<byte> bytes = stackalloc byte[LongestBasic];
        Span<char> decoded = stackalloc char[LongestBasic];
        if (encoded.Length > LongestBasic || !Convert.TryFromBase64Chars(encoded, bytes, out var length))
            return null;
        // Only the one way to write it that encoders have: the decoder skips white space, and bits that stand for nothing.
        if (!isAnySpelling && !(Convert.TryToBase64Chars(bytes[..length], decoded, out var written) && encoded.SequenceEqual(decoded[..written])))
            return null;
        var text = decoded[..Encoding.Latin1.GetChars(bytes[..length], decoded)];
        // No name of a client holds a colon, and no key either.
        return text.IndexOf(':') is > 0 and var colon ? OfKey(text[(colon + 1)..], text[..colon].ToString()) : null;
    }

    private static Credential? OfKey(ReadOnlySpan<char> key, string? client)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        return ClientKeyText.TryHash(key, hash) ? new Credential(KeyHash.Of(hash), client) : null;
    }
}
