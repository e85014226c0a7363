using System.Text.Json.Nodes;
using ModelDeploy.Core;
using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Identities;

/// <summary>One Secret of all portals of a namespace, to which each adds entries without taking away what another one added.</summary>
/// <param name="client">Asks the cluster.</param>
/// <param name="inNamespace">Where the Secret is.</param>
/// <param name="name">Its name.</param>
/// <param name="purpose">The value of <see cref="Labels.Purpose"/>.</param>
internal sealed class SharedSecret(ApiClient client, string inNamespace, string name, string purpose)
{
    private const int MostTries = 3;

    /// <summary>Its entries; none when it is not there.</summary>
    /// <exception cref="StoreUnavailableException">The cluster does not answer or refuses.</exception>
    public async Task<IReadOnlyDictionary<string, byte[]>> ReadAsync(CancellationToken stop)
    {
        var asked = await client.GetAsync<SecretData>(Kinds.Secret, inNamespace, name, stop);
        if (!asked.Is(out var secret, out var error))
            return error.Reason is ApiReason.NotFound ? new Dictionary<string, byte[]>() : throw ClusterTrouble.Of(error);
        return secret.Data ?? new Dictionary<string, byte[]>();
    }

    /// <summary>Puts these entries in, and takes those away that are null; makes the Secret when it is not there.</summary>
    /// <exception cref="StoreUnavailableException">The cluster does not answer or refuses.</exception>
    public async Task MergeAsync(IReadOnlyDictionary<string, byte[]?> entries, CancellationToken stop)
    {
        ApiError? error = null;
        for (var tries = 0; tries < MostTries; tries++)
        {
            error = (await client.MergeAsync<SecretData>(Kinds.Secret, inNamespace, name, new JsonObject { ["data"] = DataOf(entries) }, part: null, stop)).Error;
            if (error?.Reason is ApiReason.NotFound)
                error = (await client.CreateAsync<SecretData>(Kinds.Secret, inNamespace, New(entries.Where(entry => entry.Value is not null)), stop)).Error;
            if (error?.Reason is not ApiReason.AlreadyExists)
                break;
        }
        if (error is not null)
            throw ClusterTrouble.Of(error);
    }

    private static JsonObject DataOf(IEnumerable<KeyValuePair<string, byte[]?>> entries) =>
        new(entries.Select(entry => KeyValuePair.Create<string, JsonNode?>(entry.Key, entry.Value is { } bytes ? Convert.ToBase64String(bytes) : null)));

    private JsonObject New(IEnumerable<KeyValuePair<string, byte[]?>> entries) => new()
    {
        ["apiVersion"] = Kinds.Secret.ApiVersion,
        ["kind"] = Kinds.Secret.Kind,
        ["metadata"] = new JsonObject
        {
            ["name"] = name,
            ["labels"] = new JsonObject { [Labels.ManagedBy] = Labels.Manager, [Labels.Purpose] = purpose },
        },
        ["data"] = DataOf(entries),
    };

    private sealed record SecretData : ApiObject
    {
        public IReadOnlyDictionary<string, byte[]>? Data { get; init; }
    }
}
