using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using ModelDeploy.Portal.Options;
using ModelDeploy.Portal.Setup;

namespace ModelDeploy.Portal.Protection;

/// <summary>The certificates for the keys that protect cookies and secrets.</summary>
/// <param name="Current">The one that keys are encrypted for; null: they lie as they are.</param>
/// <param name="Old">Those by which keys are still read.</param>
public sealed record KeyCertificates(X509Certificate2? Current, IReadOnlyList<X509Certificate2> Old)
{
    private const string Section = $"{ModelDeployOptions.Section}:Keys";

    /// <summary>All of them.</summary>
    public IEnumerable<X509Certificate2> All => Current is null ? Old : [Current, .. Old];

    /// <summary>Reads the files.</summary>
    /// <exception cref="StartRefusedException">One cannot be read, has no private key, or is no good for keys; it says which setting and why.</exception>
    public static KeyCertificates Load(KeysOptions options, TimeProvider clock)
    {
        var current = options.Current is { } file ? Load(file, $"{Section}:Certificate") : null;
        if (current is not null && Expiry(current, clock.GetUtcNow()) is { } problem)
            throw new StartRefusedException($"{Section}:Certificate: {options.Certificate} {problem}");
        return new KeyCertificates(current, [.. options.Old.Select(old => Load(old, $"{Section}:Old"))]);
    }

    /// <summary>The end of a sentence that says why nothing new is encrypted for it now; null: it may be.</summary>
    public static string? Expiry(X509Certificate2 certificate, DateTimeOffset now)
    {
        if (now < certificate.NotBefore)
            return $"is good from {certificate.NotBefore.ToUniversalTime():yyyy-MM-dd HH:mm} UTC on, which is not yet.";
        return now > certificate.NotAfter
            ? $"has expired, at {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd HH:mm} UTC. Name a new one there, and this one in {Section}:Old: the first start writes all keys anew for the new one."
            : null;
    }

    /// <summary>Lets keys be encrypted and read by them.</summary>
    public void AddTo(IDataProtectionBuilder protection)
    {
        if (Current is not null)
            protection.ProtectKeysWithCertificate(Current);
        if (Old.Count > 0)
            protection.UnprotectKeysWithAnyCertificate([.. Old]);
    }

    private static X509Certificate2 Load(CertificateFile file, string setting)
    {
        var certificate = Open(file, setting);
        if (!certificate.HasPrivateKey)
            throw new StartRefusedException($"{setting}: {file.Certificate} has no private key, without which no key could be read again. Name a file with both, or the key's own file in CertificateKey.");
        using var key = certificate.GetRSAPrivateKey();
        return key is not null
            ? certificate
            : throw new StartRefusedException($"{setting}: {file.Certificate} is no certificate of RSA. Keys can be encrypted for such alone; those of elliptic curves only sign.");
    }

    private static X509Certificate2 Open(CertificateFile file, string setting)
    {
        try
        {
            return File.ReadAllText(file.Certificate).Contains("-----BEGIN ", StringComparison.Ordinal) ? OpenPem(file) : OpenPkcs12(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new StartRefusedException($"{setting}: the certificate in {file.Certificate} cannot be read. {WithoutMarks(failure.Message)}", failure);
        }
    }

    private static X509Certificate2 OpenPem(CertificateFile file)
    {
        var keyFile = file.CertificateKey ?? file.Certificate;
        if (!File.ReadAllText(keyFile).Contains("PRIVATE KEY-----", StringComparison.Ordinal))
            return X509CertificateLoader.LoadCertificateFromFile(file.Certificate);
        return file.Password is { } password
            ? X509Certificate2.CreateFromEncryptedPemFile(file.Certificate, password, keyFile)
            : X509Certificate2.CreateFromPemFile(file.Certificate, keyFile);
    }

    // Its key is needed in this process alone; macOS knows no such.
    private static X509Certificate2 OpenPkcs12(CertificateFile file) => X509Certificate2.GetCertContentType(file.Certificate) is X509ContentType.Cert
        ? X509CertificateLoader.LoadCertificateFromFile(file.Certificate)
        : X509CertificateLoader.LoadPkcs12FromFile(
            file.Certificate, file.Password, OperatingSystem.IsMacOS() ? X509KeyStorageFlags.DefaultKeySet : X509KeyStorageFlags.EphemeralKeySet);

    private static string WithoutMarks(string message) => message.ReplaceLineEndings(" ");
}
