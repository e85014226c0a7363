using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace ModelDeploy.Portal.Protection;

/// <summary>What Data Protection writes of one key: whether its secret is encrypted, for which certificate, and how it is for another one.</summary>
public static class KeyElement
{
    // Data Protection's own format, which it keeps readable for later versions.
    private static readonly XNamespace Protection = "http://schemas.asp.net/2015/03/dataProtection";
    private static readonly XNamespace Signatures = "http://www.w3.org/2000/09/xmldsig#";
    private static readonly XName Sealed = Protection + "encryptedSecret";

    /// <summary>Whether its secret can be read by whoever reads it.</summary>
    public static bool IsOpen(XElement key) => OpenParts(key).Any();

    /// <summary>The certificate that it is encrypted for, without its private key; null where it is open or encrypted by something else.</summary>
    public static X509Certificate2? SealedFor(XElement key)
    {
        if (key.Descendants(Sealed).Descendants(Signatures + "X509Certificate").FirstOrDefault() is not { } written)
            return null;
        try
        {
            return X509CertificateLoader.LoadCertificate(Convert.FromBase64String(written.Value));
        }
        catch (Exception damaged) when (damaged is FormatException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The same key, its secret encrypted anew.</summary>
    /// <param name="key">A key that is open, or encrypted for a certificate.</param>
    /// <param name="open">Reads what is encrypted.</param>
    /// <param name="seal">Encrypts it.</param>
    /// <exception cref="CryptographicException">Its certificate is not there, or it was altered.</exception>
    public static XElement SealedAnew(XElement key, IXmlDecryptor open, IXmlEncryptor seal)
    {
        var copy = new XElement(key);
        foreach (var part in copy.Descendants(Sealed).ToList())
            part.ReplaceWith(Seal(open.Decrypt(part.Elements().Single()), seal));
        foreach (var part in OpenParts(copy).ToList())
            part.ReplaceWith(Seal(new XElement(part), seal));
        return copy;
    }

    private static IEnumerable<XElement> OpenParts(XElement key) => key.DescendantsAndSelf().Where(part => (bool?)part.Attribute(Protection + "requiresEncryption") is true);

    private static XElement Seal(XElement part, IXmlEncryptor seal)
    {
        var done = seal.Encrypt(part);
        return new XElement(Sealed, new XAttribute("decryptorType", done.DecryptorType.AssemblyQualifiedName!), done.EncryptedElement);
    }
}
