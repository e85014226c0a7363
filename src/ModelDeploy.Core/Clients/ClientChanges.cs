namespace ModelDeploy.Core.Clients;

/// <summary>How the clients of a deployment change. Pure: each gives the list that comes after, or null when there is no such client or key.</summary>
public static class ClientChanges
{
    /// <summary>The clients with one more, in the order of their names.</summary>
    public static EquatableList<EndpointClient> Add(EquatableList<EndpointClient> clients, string name, ClientKey key) =>
        [.. clients.Append(new EndpointClient(name, [key])).OrderBy(client => client.Name, StringComparer.Ordinal)];

    /// <summary>
    /// A new key for a client. Its other keys are good until <paramref name="oldEnd"/> at the latest; those that are not good any more
    /// are forgotten.
    /// </summary>
    public static EquatableList<EndpointClient>? Rotate(
        EquatableList<EndpointClient> clients, string name, ClientKey key, DateTimeOffset oldEnd, DateTimeOffset now) =>
        Change(clients, name, client => client with
        {
            Keys = [key, .. client.Keys.Select(old => old.EndingBy(oldEnd)).Where(old => old.IsGoodAt(now)).Take(ClientRules.MostKeys - 1)],
        });

    /// <summary>Without one key of a client; a client without keys stays, so that it can be given another.</summary>
    public static EquatableList<EndpointClient>? RevokeKey(EquatableList<EndpointClient> clients, string name, string key) =>
        clients.Any(client => client.Name == name && client.Keys.Any(own => own.Id == key))
            ? Change(clients, name, client => client with { Keys = [.. client.Keys.Where(own => own.Id != key)] })
            : null;

    /// <summary>Without a client and all its keys.</summary>
    public static EquatableList<EndpointClient>? Remove(EquatableList<EndpointClient> clients, string name) =>
        clients.Any(client => client.Name == name) ? [.. clients.Where(client => client.Name != name)] : null;

    private static EquatableList<EndpointClient>? Change(
        EquatableList<EndpointClient> clients, string name, Func<EndpointClient, EndpointClient> change) =>
        clients.Any(client => client.Name == name) ? [.. clients.Select(client => client.Name == name ? change(client) : client)] : null;
}
