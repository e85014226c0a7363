using System.Security.Cryptography;
using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using ModelDeploy.Portal.Options;
using ModelDeploy.Portal.Setup;

namespace ModelDeploy.Portal.Protection;

/// <summary>The keys in the data directory, a file each.</summary>
public static class KeyFiles
{
    /// <summary>
    /// Refuses keys that no certificate opens. Data Protection would take them for lost, make a new one and go on, with everybody signed out.
    /// </summary>
    /// <exception cref="StartRefusedException">There is such a key; it says which certificate it needs.</exception>
    public static void Check(string folder, KeyCertificates certificates)
    {
        foreach (var (path, key) in Read(folder))
        {
            using var needed = KeyElement.SealedFor(key);
            if (needed is not null && certificates.All.All(certificate => certificate.Thumbprint != needed.Thumbprint))
                throw new StartRefusedException(
                    $"The key {path} is encrypted for the certificate {needed.Subject} (SHA-1 {needed.Thumbprint}), which {ModelDeployOptions.Section}:Keys does not name. "
                    + $"Name it as {ModelDeployOptions.Section}:Keys:Certificate, or below {ModelDeployOptions.Section}:Keys:Old if another one has taken its place. "
                    + $"If it is lost, so are the secret values in the database and everybody's sign-in: restore a backup whose certificate you have.");
        }
    }

    /// <summary>Encrypts each key for the certificate of now that is not. Where there is none, keys stay as they are.</summary>
    /// <returns>How many were written anew.</returns>
    /// <exception cref="StartRefusedException">One cannot be read or written.</exception>
    public static int SealAll(string folder, KeyCertificates certificates, ILoggerFactory loggers)
    {
        if (certificates.Current is not { } current)
            return 0;
        var services = new ServiceCollection();
        certificates.AddTo(services.AddDataProtection());
        using var provider = services.BuildServiceProvider();
        var (open, seal) = (new EncryptedXmlDecryptor(provider), new CertificateXmlEncryptor(current, loggers));
        var written = 0;
        foreach (var (path, key) in Read(folder))
        {
            using var now = KeyElement.SealedFor(key);
            if (now is null ? !KeyElement.IsOpen(key) : now.Thumbprint == current.Thumbprint)
                continue;
            try
            {
                Write(path, KeyElement.SealedAnew(key, open, seal));
                written++;
            }
            catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException)
            {
                throw new StartRefusedException($"The key {path} cannot be encrypted for the certificate {current.Subject}. {failure.Message}", failure);
            }
        }
        return written;
    }

    // What is no key at all is for Data Protection to judge.
    private static IEnumerable<(string Path, XElement Key)> Read(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*.xml").Order(StringComparer.Ordinal).ToList())
        {
            XElement key;
            try
            {
                key = XElement.Load(path);
            }
            catch (XmlException)
            {
                continue;
            }
            yield return (path, key);
        }
    }

    // Whole or not at all: a key that is half written loses every secret that it protects.
    private static void Write(string path, XElement key)
    {
        var draft = path + ".draft";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(draft, options))
        {
            key.Save(stream);
            stream.Flush(flushToDisk: true);
        }
        File.Move(draft, path, overwrite: true);
    }
}
