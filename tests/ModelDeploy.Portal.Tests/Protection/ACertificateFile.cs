using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ModelDeploy.Portal.Options;

namespace ModelDeploy.Portal.Tests.Protection;

/// <summary>Certificates that tests make for themselves, as files of an operator.</summary>
internal static class ACertificateFile
{
    public const string Password = "of the file";

    /// <summary>Writes one of RSA with its key as PKCS#12, good from yesterday on for so many days.</summary>
    public static CertificateFile Pkcs12(string folder, string name, int days = 365)
    {
        using var certificate = Make(name, days);
        var path = Path.Combine(folder, $"{name}.pfx");
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pkcs12, Password));
        return new CertificateFile(path, null, Password);
    }

    /// <summary>Writes the same as two PEM files, that of the key encrypted where there is a password.</summary>
    public static CertificateFile Pem(string folder, string name, string? password = null)
    {
        using var certificate = Make(name, days: 365);
        using var key = certificate.GetRSAPrivateKey()!;
        var file = new CertificateFile(Path.Combine(folder, $"{name}.crt"), Path.Combine(folder, $"{name}.key"), password);
        File.WriteAllText(file.Certificate, certificate.ExportCertificatePem());
        File.WriteAllText(file.CertificateKey!, password is null
            ? key.ExportPkcs8PrivateKeyPem()
            : key.ExportEncryptedPkcs8PrivateKeyPem(password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10_000)));
        return file;
    }

    /// <summary>Writes one of an elliptic curve with its key.</summary>
    public static CertificateFile OfACurve(string folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=curve", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var path = Path.Combine(folder, "curve.pem");
        File.WriteAllText(path, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
        return new CertificateFile(path, null, null);
    }

    /// <summary>Options with the file as the certificate of now, and those of before.</summary>
    public static KeysOptions Options(CertificateFile? current, params IReadOnlyList<CertificateFile> old) =>
        new() { Certificate = current?.Certificate, CertificateKey = current?.CertificateKey, Password = current?.Password, Old = old };

    private static X509Certificate2 Make(string name, int days)
    {
        using var key = RSA.Create(2048);
        var now = DateTimeOffset.UtcNow;
        return new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(now.AddDays(-1), now.AddDays(days));
    }
}
