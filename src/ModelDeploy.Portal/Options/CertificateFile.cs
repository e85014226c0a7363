namespace ModelDeploy.Portal.Options;

/// <summary>Where a certificate with its private key lies.</summary>
/// <param name="Certificate">The file: PKCS#12 (<c>.pfx</c>), or PEM; absolute.</param>
/// <param name="CertificateKey">The PEM file of its private key; null: it lies in the same file.</param>
/// <param name="Password">What opens the file, or that of the key; null: nothing has to.</param>
public sealed record CertificateFile(string Certificate, string? CertificateKey, string? Password)
{
    // Options are printed and logged; the password must not be.
    private bool PrintMembers(System.Text.StringBuilder builder)
    {
        builder.Append("Certificate = ").Append(Certificate).Append(", CertificateKey = ").Append(CertificateKey);
        return true;
    }
}
