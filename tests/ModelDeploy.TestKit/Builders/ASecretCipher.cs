using System.Security.Cryptography;
using System.Text;
using ModelDeploy.Core.Deployments;

namespace ModelDeploy.TestKit.Builders;

/// <summary>Ciphers for tests: true ones, each with a key of its own.</summary>
public static class ASecretCipher
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    /// <summary>The one that all tests of this process share, so that what one store has written another can read.</summary>
    public static SecretCipher Open { get; } = WithNewKey();

    /// <summary>One that can read only what it has written itself.</summary>
    public static SecretCipher WithNewKey()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        return new SecretCipher(text => Protect(key, text), text => Unprotect(key, text));
    }

    private static string Protect(byte[] key, string text)
    {
        using var cipher = new AesGcm(key, TagSize);
        var (nonce, plain) = (RandomNumberGenerator.GetBytes(NonceSize), Encoding.UTF8.GetBytes(text));
        var (hidden, tag) = (new byte[plain.Length], new byte[TagSize]);
        cipher.Encrypt(nonce, plain, hidden, tag);
        return Convert.ToBase64String([.. nonce, .. tag, .. hidden]);
    }

    private static string Unprotect(byte[] key, string text)
    {
        using var cipher = new AesGcm(key, TagSize);
        var bytes = Convert.FromBase64String(text);
        var plain = new byte[bytes.Length - NonceSize - TagSize];
        cipher.Decrypt(bytes.AsSpan(0, NonceSize), bytes.AsSpan(NonceSize + TagSize), bytes.AsSpan(NonceSize, TagSize), plain);
        return Encoding.UTF8.GetString(plain);
    }
}
