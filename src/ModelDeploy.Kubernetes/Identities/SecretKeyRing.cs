using System.Text;
using System.Text.Json.Nodes;
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

    private const int MostTries = 3;

    /// <summary>All documents, as text.</summary>
    /// <exception cref="StoreUnavailableException">The cluster does not answer or refuses.</exception>
    public async Task<IReadOnlyList<string>> ReadAsync(CancellationToken stop)
    {
        var asked = await client.GetAsync<SecretData>(Kinds.Secret, inNamespace, Name, stop);
        if (!asked.Is(out var secret, out var error))
            return error.Reason is ApiReason.NotFound ? [] : throw ClusterTrouble.Of(error);
        return [.. (secret.Data ?? new Dictionary<string, byte[]>()).OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => Encoding.UTF8.GetString(entry.Value))];
    }

    /// <summary>Adds a document.</summary>
    /// <param name="name">A name that no other one has: letters, digits, dash, dot and underscore.</param>
    /// <param name="document">Its text.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="StoreUnavailableException">The cluster does not answer or refuses.</exception>
    public async Task AddAsync(string name, string document, CancellationToken stop)
    {
        ApiError? error = null;
        for (var tries = 0; tries < MostTries; tries++)
        {
            var data = new JsonObject { [name] = Convert.ToBase64String(Encoding.UTF8.GetBytes(document)) };
            // Added to what is there: of two portals that add at once, neither takes away what the other one added.
            error = (await client.MergeAsync<SecretData>(Kinds.Secret, inNamespace, Name, new JsonObject { ["data"] = data.DeepClone() }, part: null, stop)).Error;
            if (error?.Reason is ApiReason.NotFound)
                error = (await client.CreateAsync<SecretData>(Kinds.Secret, inNamespace, New(data), stop)).Error;
            if (error?.Reason is not ApiReason.AlreadyExists)
                break;
        }
        if (error is not null)
            throw ClusterTrouble.Of(error);
    }

    private static JsonObject New(JsonObject data) => new()
    {
        ["apiVersion"] = Kinds.Secret.ApiVersion,
        ["kind"] = Kinds.Secret.Kind,
        ["metadata"] = new JsonObject
        {
            ["name"] = Name,
            ["labels"] = new JsonObject { [Labels.ManagedBy] = Labels.Manager, [Labels.Purpose] = "keys" },
        },
        ["data"] = data,
    };

    private sealed record SecretData : ApiObject
    {
        public IReadOnlyDictionary<string, byte[]>? Data { get; init; }
    }
}
