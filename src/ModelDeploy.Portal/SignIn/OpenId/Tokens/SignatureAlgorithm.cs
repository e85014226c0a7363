using System.Security.Cryptography;

namespace ModelDeploy.Portal.SignIn.OpenId.Tokens;

/// <summary>A way to sign that is accepted: asymmetric ones only, so that nobody signs with what everybody may read.</summary>
/// <param name="Name">As tokens and keys write it.</param>
/// <param name="KeyType">The type of key that it needs: RSA or EC.</param>
/// <param name="Hash">The hash that is signed.</param>
/// <param name="Padding">RSA's padding; null for EC.</param>
/// <param name="CurveName">EC's curve as keys write it; null for RSA.</param>
public sealed record SignatureAlgorithm(string Name, string KeyType, HashAlgorithmName Hash, RSASignaturePadding? Padding, string? CurveName)
{
    private static readonly Dictionary<string, SignatureAlgorithm> Accepted = new SignatureAlgorithm[]
    {
        new("RS256", "RSA", HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1, null),
        new("RS384", "RSA", HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1, null),
        new("RS512", "RSA", HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1, null),
        new("PS256", "RSA", HashAlgorithmName.SHA256, RSASignaturePadding.Pss, null),
        new("PS384", "RSA", HashAlgorithmName.SHA384, RSASignaturePadding.Pss, null),
        new("PS512", "RSA", HashAlgorithmName.SHA512, RSASignaturePadding.Pss, null),
        new("ES256", "EC", HashAlgorithmName.SHA256, null, "P-256"),
        new("ES384", "EC", HashAlgorithmName.SHA384, null, "P-384"),
    }.ToDictionary(algorithm => algorithm.Name, StringComparer.Ordinal);

    /// <summary>The accepted algorithm of exactly this name, or null.</summary>
    public static SignatureAlgorithm? Find(string name) => Accepted.GetValueOrDefault(name);
}
