using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ModelDeploy.Core.Clients;

/// <summary>The text of a client's key: a prefix by which people and secret scanners know it, and 32 random bytes.</summary>
public static class ClientKeyText
{
    /// <summary>What every key begins with.</summary>
    public const string Prefix = "mdk_";

    private const int SecretBytes = 32;
    private const int IdBytes = 5;

    private static readonly SearchValues<char> Alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>How long each is.</summary>
    public static readonly int Length = Prefix.Length + Base64Url.GetEncodedLength(SecretBytes);

    /// <summary>A new one.</summary>
    public static string Create() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>A new name for a key: told apart from others, not secret.</summary>
    public static string CreateId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));

    /// <summary>Whether this is shaped like a key of ours, whoever's.</summary>
    public static bool IsKey(ReadOnlySpan<char> text) =>
        text.Length == Length && text.StartsWith(Prefix, StringComparison.Ordinal) && !text[Prefix.Length..].ContainsAnyExcept(Alphabet);

    /// <summary>Hashes what is shaped like a key.</summary>
    /// <param name="text">What somebody showed.</param>
    /// <param name="hash">32 bytes to write to.</param>
    /// <returns>False when it cannot be a key; nothing is written then.</returns>
    public static bool TryHash(ReadOnlySpan<char> text, Span<byte> hash)
    {
        if (!IsKey(text))
            return false;
        Span<byte> bytes = stackalloc byte[Length];
        Encoding.ASCII.GetBytes(text, bytes);
        SHA256.HashData(bytes, hash);
        return true;
    }

    /// <summary>The hash under which a key is kept, hex in lower case; null when the text cannot be one.</summary>
    public static string? HashOf(string? text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        return TryHash(text, hash) ? Convert.ToHexStringLower(hash) : null;
    }
}
