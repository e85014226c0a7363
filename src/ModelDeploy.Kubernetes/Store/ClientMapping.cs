using ModelDeploy.Core;
using ModelDeploy.Core.Clients;
using ModelDeploy.Kubernetes.Store.Wire;

namespace ModelDeploy.Kubernetes.Store;

/// <summary>The clients of a private endpoint as the custom resource has them, and back. Pure.</summary>
internal static class ClientMapping
{
    /// <summary>The clients, whoever wrote them: those that PrimeHub knows by a password have no key here.</summary>
    public static EquatableList<EndpointClient> Read(EndpointSpec? endpoint) =>
        [.. (endpoint?.Clients ?? []).Select(client => new EndpointClient(client.Name ?? "", [.. (client.Keys ?? []).Select(Key)]))];

    /// <summary>
    /// The clients as the cluster keeps them. Where there were some, an empty list says that there are none: what a merge does not name,
    /// it leaves.
    /// </summary>
    /// <param name="clients">Who there is now.</param>
    /// <param name="before">What is stored, of which the passwords of those that stay are carried.</param>
    public static IReadOnlyList<ClientEntry>? Write(EquatableList<EndpointClient> clients, EndpointSpec? before) =>
        clients.Count == 0 && before?.Clients is not { Count: > 0 } ? null :
        [
            .. clients.Select(client => new ClientEntry(
                client.Name,
                before?.Clients?.FirstOrDefault(known => known.Name == client.Name)?.Token,
                client.Keys.Count == 0 ? null : [.. client.Keys.Select(key => new ClientKeyEntry(key.Id, key.Hash, key.CreatedAt, key.ExpiresAt, key.PasswordHash))])),
        ];

    private static ClientKey Key(ClientKeyEntry entry) => new(entry.Id ?? "", entry.Sha256 ?? "", entry.CreatedAt, entry.ExpiresAt, entry.Htpasswd);
}
