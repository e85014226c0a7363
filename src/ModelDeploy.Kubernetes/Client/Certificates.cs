using System.Security.Cryptography.X509Certificates;

namespace ModelDeploy.Kubernetes.Client;

/// <summary>Certificates as kubeconfigs have them.</summary>
internal static class Certificates
{
    /// <summary>A client's certificate with its key (RSA or EC), ready for TLS on every system.</summary>
    public static X509Certificate2 FromPem(string certificate, string key)
    {
        using var pair = X509Certificate2.CreateFromPem(certificate, key);
        // Windows cannot use a key that lives in memory only: once through a container of its own.
        return X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), password: null);
    }

    /// <summary>All certificates of a text.</summary>
    public static X509Certificate2Collection AuthoritiesFromPem(string text)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPem(text);
        return authorities;
    }
}
