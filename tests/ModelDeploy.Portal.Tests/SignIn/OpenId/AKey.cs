using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ModelDeploy.Portal.SignIn.OpenId.Tokens;

namespace ModelDeploy.Portal.Tests.SignIn.OpenId;

/// <summary>A key pair of a provider: signs tokens, and shows itself as the provider would publish it.</summary>
public sealed class AKey
{
    private readonly Func<byte[], byte[]> _sign;

    private AKey(string id, string algorithm, Dictionary<string, object?> published, Func<byte[], byte[]> sign) =>
        (Id, Algorithm, Published, _sign) = (id, algorithm, published, sign);

    public string Id { get; }

    public string Algorithm { get; }

    /// <summary>As the key document shows it; tests may change it.</summary>
    public Dictionary<string, object?> Published { get; }

    public SigningKey AsRead => new(JsonSerializer.SerializeToElement(Published));

    public static AKey Rsa(string id, string algorithm = "RS256", int bits = 2048)
    {
        var rsa = RSA.Create(bits);
        var padding = algorithm[0] == 'P' ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
        var open = rsa.ExportParameters(includePrivateParameters: false);
        return new AKey(
            id, algorithm, new() { ["kty"] = "RSA", ["kid"] = id, ["use"] = "sig", ["n"] = Encoded(open.Modulus!), ["e"] = Encoded(open.Exponent!) },
            data => rsa.SignData(data, HashOf(algorithm), padding));
    }

    public static AKey Curve(string id, string algorithm = "ES256")
    {
        var isShort = algorithm == "ES256";
        var ec = ECDsa.Create(isShort ? ECCurve.NamedCurves.nistP256 : ECCurve.NamedCurves.nistP384);
        var open = ec.ExportParameters(includePrivateParameters: false).Q;
        return new AKey(
            id, algorithm, new() { ["kty"] = "EC", ["kid"] = id, ["crv"] = isShort ? "P-256" : "P-384", ["x"] = Encoded(open.X!), ["y"] = Encoded(open.Y!) },
            data => ec.SignData(data, HashOf(algorithm)));
    }

    /// <summary>A token with these claims, signed by this key; the header says what the key is unless told otherwise.</summary>
    public string Sign(object claims, object? header = null) =>
        SignRaw(JsonSerializer.SerializeToUtf8Bytes(header ?? new { alg = Algorithm, kid = Id }), JsonSerializer.SerializeToUtf8Bytes(claims));

    /// <summary>The same from bytes, which may be anything.</summary>
    public string SignRaw(byte[] header, byte[] claims)
    {
        var signed = $"{Encoded(header)}.{Encoded(claims)}";
        return $"{signed}.{Encoded(_sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    public static string Encoded(byte[] bytes) => Base64Url.EncodeToString(bytes);

    private static HashAlgorithmName HashOf(string algorithm) => algorithm[2..] switch
    {
        "256" => HashAlgorithmName.SHA256,
        "384" => HashAlgorithmName.SHA384,
        _ => HashAlgorithmName.SHA512,
    };
}
