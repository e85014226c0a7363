namespace ModelDeploy.Portal.Options;

/// <summary>By what the keys are encrypted that protect cookies and secrets, under <c>ModelDeploy:Keys</c>.</summary>
public sealed record KeysOptions
{
    /// <summary>The certificate's file, PKCS#12 or PEM; null: keys lie as they are.</summary>
    public string? Certificate { get; init; }

    /// <summary>The PEM file of its private key; null: it lies in the same file.</summary>
    public string? CertificateKey { get; init; }

    /// <summary>What opens the file, or that of the key; null: nothing has to.</summary>
    public string? Password { get; init; }

    /// <summary>Certificates of before, by which keys are still read.</summary>
    public IReadOnlyList<CertificateFile> Old { get; init; } = [];

    /// <summary>The certificate of now; null: none.</summary>
    public CertificateFile? Current => Certificate is null ? null : new CertificateFile(Certificate, CertificateKey, Password);

    // Options are printed and logged; the password must not be.
    private bool PrintMembers(System.Text.StringBuilder builder)
    {
        builder.Append("Certificate = ").Append(Certificate).Append(", CertificateKey = ").Append(CertificateKey).Append(", Old = ").Append(Old.Count);
        return true;
    }
}
