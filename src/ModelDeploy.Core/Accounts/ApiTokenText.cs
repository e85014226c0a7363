using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ModelDeploy.Core.Accounts;

/// <summary>
/// The text of a token: a prefix by which people and secret scanners know it, 32 random bytes, and a check by which a mistyped or cut one
/// is known without asking the store.
/// </summary>
public static class ApiTokenText
{
    /// <summary>What every token begins with.</summary>
    public const string Prefix = "mdt_";

    private const int SecretBytes = 32;
    private const int CheckBytes = 4;

    /// <summary>How long each is.</summary>
    public static readonly int Length = Prefix.Length + Base64Url.GetEncodedLength(SecretBytes + CheckBytes);

    /// <summary>A new one.</summary>
    public static string Create()
    {
        Span<byte> bytes = stackalloc byte[SecretBytes + CheckBytes];
        RandomNumberGenerator.Fill(bytes[..SecretBytes]);
        CheckOf(bytes[..SecretBytes], bytes[SecretBytes..]);
        return Prefix + Base64Url.EncodeToString(bytes);
    }

    /// <summary>The hash under which a token is kept, or null when the text cannot be one.</summary>
    public static string? HashOf(string? text)
    {
        if (text is null || text.Length != Length || !text.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        Span<byte> bytes = stackalloc byte[SecretBytes + CheckBytes];
        var encoded = text.AsSpan(Prefix.Length);
        // The decoder throws at what is not of its alphabet, and skips white space: only what it would write itself is a token.
        if (!Base64Url.IsValid(encoded) || !Base64Url.TryDecodeFromChars(encoded, bytes, out var written) || written != bytes.Length
            || !encoded.SequenceEqual(Base64Url.EncodeToString(bytes)))
            return null;
        Span<byte> check = stackalloc byte[CheckBytes];
        CheckOf(bytes[..SecretBytes], check);
        return check.SequenceEqual(bytes[SecretBytes..]) ? Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text))) : null;
    }

    private static void CheckOf(ReadOnlySpan<byte> secret, Span<byte> check)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(secret, hash);
        hash[..CheckBytes].CopyTo(check);
    }
}
