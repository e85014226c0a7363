using System.Security.Cryptography.X509Certificates;

namespace ModelDeploy.Kubernetes.Client;

/// <summary>Where an API server is and how to be let in.</summary>
public sealed record ClusterAccess
{
    /// <summary>Its address, perhaps with a path, without a slash at the end.</summary>
    public required Uri Server { get; init; }

    /// <summary>The namespace to work in when nobody says another one.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>The authorities that may have signed the server's certificate; null for those that the system trusts.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>The name that the server's certificate must bear, where it is another one than the address has; else null.</summary>
    public string? ServerName { get; init; }

    /// <summary>Whether any certificate of the server will do. Only for who says so.</summary>
    public bool AcceptsAnyCertificate { get; init; }

    /// <summary>Who we are.</summary>
    public required Credential Credential { get; init; }
}
