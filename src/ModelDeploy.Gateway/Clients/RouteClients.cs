using System.Collections.Frozen;
using ModelDeploy.Core;
using ModelDeploy.Core.Clients;
using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Gateway.Clients;

/// <summary>Who may call one private endpoint, as its deployment says; immutable but for what is counted.</summary>
internal sealed class RouteClients
{
    private readonly EquatableList<EndpointClient> _from;
    private readonly FrozenDictionary<KeyHash, Entry> _keys;
    private readonly FrozenDictionary<string, ClientTally> _tallies;

    private RouteClients(EquatableList<EndpointClient> from, bool isReadable, RouteClients? before)
    {
        _from = from;
        IsReadable = isReadable;
        var readable = isReadable ? from : [];
        _tallies = readable.ToFrozenDictionary(client => client.Name, client => before?._tallies.GetValueOrDefault(client.Name) ?? new ClientTally());
        _keys = readable.SelectMany(client => client.Keys.Select(key => (Hash: KeyHash.OfHex(key.Hash), Entry: new Entry(client.Name, key, _tallies[client.Name]))))
            .DistinctBy(pair => pair.Hash)
            .ToFrozenDictionary(pair => pair.Hash, pair => pair.Entry);
    }

    /// <summary>Whether what is stored of the clients could be read; nobody is let in otherwise.</summary>
    public bool IsReadable { get; }

    /// <summary>What is counted of each client, by name.</summary>
    public IReadOnlyDictionary<string, ClientTally> Tallies => _tallies;

    /// <summary>The clients of a deployment. Counts of <paramref name="before"/>, a state of the same deployment, go on.</summary>
    public static RouteClients Of(Deployment deployment, RouteClients? before)
    {
        if (before is not null && before._from == deployment.Spec.Clients)
            return before;
        return new RouteClients(deployment.Spec.Clients, ClientRules.AreSound(deployment.Spec.Clients), before);
    }

    /// <summary>Whose key this is and what is counted of them; null when it is nobody's, has expired, or is not that client's.</summary>
    public (string Client, ClientTally Tally)? Find(in Credential shown, DateTimeOffset now) =>
        _keys.TryGetValue(shown.Key, out var entry) && entry.Key.IsGoodAt(now) && (shown.Client is null || shown.Client == entry.Client)
            ? (entry.Client, entry.Tally)
            : null;

    /// <summary>How each client used the endpoint, by name.</summary>
    public IReadOnlyDictionary<string, ClientUse> Read() => _tallies.ToDictionary(tally => tally.Key, tally => tally.Value.Read());

    private sealed record Entry(string Client, ClientKey Key, ClientTally Tally);
}
