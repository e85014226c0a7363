using System.Security.Cryptography.X509Certificates;

namespace ModelDeploy.Kubernetes.Client;

/// <summary>What a client shows to be let in; asked before each request, as some of it changes while the program runs.</summary>
public abstract class Credential
{
    /// <summary>Nothing: for <c>kubectl proxy</c>, which lets everybody in.</summary>
    public static Credential None { get; } = new Fixed(null, null);

    /// <summary>The certificate for new connections, or null.</summary>
    public virtual X509Certificate2? Certificate => null;

    /// <summary>The bearer token for a request, or null.</summary>
    /// <param name="refused">Whether the one before was refused: then it is made or read anew.</param>
    /// <param name="stop">Gives up.</param>
    public abstract ValueTask<string?> TokenAsync(bool refused, CancellationToken stop);

    /// <summary>Always the same token and certificate.</summary>
    public sealed class Fixed(string? token, X509Certificate2? certificate) : Credential
    {
        /// <inheritdoc />
        public override X509Certificate2? Certificate => certificate;

        /// <inheritdoc />
        public override ValueTask<string?> TokenAsync(bool refused, CancellationToken stop) => ValueTask.FromResult(token);
    }
}
