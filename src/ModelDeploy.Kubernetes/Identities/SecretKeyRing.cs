using System.Text;
using ModelDeploy.Core;
using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Identities;

/// <summary>
/// The keys that protect cookies and forms, in one Secret for all portals of a namespace: whoever signed in at one is signed in at all.
/// A key is one document, which is only ever added.
/// </summary>
/// <param name="client">Asks the cluster.</param>
/// <param name="inNamespace">Where the Secret is.</param>
public sealed class SecretKeyRing(ApiClient client, string inNamespace)
{
    /// <summary>The name of the Secret.</summary>
    public const string Name = "modeldeploy-keys";

    private readonly SharedSecret _secret = new(client, inNamespace, Name, "keys");

    /// <summary>All documents, as text.</summary>
    /// <exception cref="StoreUnavailableException">The cluster does not answer or refuses.</exception>
    public async Task<IReadOnlyList<string>> ReadAsync(CancellationToken stop) =>
        [.. (await _secret.ReadAsync(stop)).OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => Encoding.UTF8.GetString(entry.Value))];

    /// <summary>Adds a document.</summary>
    /// <param name="name">A name that no other one has: letters, digits, dash, dot and underscore.</param>
    /// <param name="document">Its text.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="StoreUnavailableException">The cluster does not answer or refuses.</exception>
    public Task AddAsync(string name, string document, CancellationToken stop) =>
        _secret.MergeAsync(new Dictionary<string, byte[]?> { [name] = Encoding.UTF8.GetBytes(document) }, stop);
}
