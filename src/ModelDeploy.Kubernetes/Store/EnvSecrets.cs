using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Store.Wire;

namespace ModelDeploy.Kubernetes.Store;

/// <summary>
/// Puts the values of secret variables into Secrets, one for each set of values, never changed: a revision that is gone back to finds its
/// own. They go with their deployment.
/// </summary>
internal sealed class EnvSecrets(ApiClient client, string inNamespace)
{
    private const string Purpose = "env";
    private const string Characters = "abcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>The spec with a stand-in for every secret value, and the Secret that was made for it; null when there was none to make.</summary>
    /// <param name="spec">The spec with values, or with stand-ins that were read before.</param>
    /// <param name="own">The Secrets that the deployment may refer to: a stand-in for another one is a value like any other.</param>
    /// <param name="owner">The deployment; null before there is one.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="StoreUnavailableException">The cluster did not take it.</exception>
    public async Task<(DeploymentSpec Spec, string? Made)> KeepAsync(
        DeploymentSpec spec, IReadOnlySet<string> own, PhDeployment? owner, CancellationToken stop)
    {
        var secrets = spec.Env.Where(variable => variable.Secret).ToList();
        var places = secrets.Select(PlaceOf).Distinct().ToList();
        if (places is [] or [not null])
            return (spec, null);
        var data = new JsonObject();
        foreach (var variable in secrets)
        {
            var value = PlaceOf(variable) is { } place ? await ReadAsync(place, variable.Name, stop) : Convert.ToBase64String(Encoding.UTF8.GetBytes(variable.Value));
            if (value is not null)
                data[variable.Name] = value;
        }
        var name = $"phdeployment-env-{RandomNumberGenerator.GetString(Characters, 20)}";
        var made = await client.CreateAsync<JsonObject>(Kinds.Secret, inNamespace, ObjectOf(name, data, owner), stop);
        if (!made.Is(out _, out var error))
        {
            if (error.MayBeDone)
                await DropAsync(name);
            throw ClusterTrouble.Of(error);
        }
        return (spec with { Env = spec.Env.Select(variable => variable.Secret ? variable with { Value = SecretStandIn.Of(name) } : variable).ToEquatableList() }, name);

        string? PlaceOf(EnvVariable variable) => SpecMapping.SecretOf(variable) is { } secret && own.Contains(secret) ? secret : null;
    }

    /// <summary>Gives a Secret to the deployment that it was made for.</summary>
    public async Task GiveAsync(string secret, PhDeployment owner, CancellationToken stop)
    {
        var patch = new JsonObject { ["metadata"] = new JsonObject { ["ownerReferences"] = OwnerOf(owner) } };
        await client.MergeAsync<JsonObject>(Kinds.Secret, inNamespace, secret, patch, null, stop);
    }

    /// <summary>Takes a Secret away that nobody refers to.</summary>
    public Task DropAsync(string secret) => client.DeleteAsync(Kinds.Secret, inNamespace, secret, null, CancellationToken.None);

    private async Task<string?> ReadAsync(string secret, string name, CancellationToken stop)
    {
        var read = await client.GetAsync<SecretData>(Kinds.Secret, inNamespace, secret, stop);
        return read.Is(out var found, out var error) ? found.Data?.GetValueOrDefault(name)
            : error.Reason is ApiReason.NotFound ? null
            : throw ClusterTrouble.Of(error);
    }

    private static JsonObject ObjectOf(string name, JsonObject data, PhDeployment? owner)
    {
        var metadata = new JsonObject
        {
            ["name"] = name,
            ["labels"] = new JsonObject { [Labels.ManagedBy] = Labels.Manager, [Labels.Purpose] = Purpose },
        };
        if (owner is not null)
            metadata["ownerReferences"] = OwnerOf(owner);
        return new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Secret", ["metadata"] = metadata, ["immutable"] = true, ["type"] = "Opaque", ["data"] = data };
    }

    private static JsonArray OwnerOf(PhDeployment owner) =>
    [
        new JsonObject
        {
            ["apiVersion"] = Kinds.PhDeployment.ApiVersion,
            ["kind"] = Kinds.PhDeployment.Kind,
            ["name"] = owner.Metadata.Name,
            ["uid"] = owner.Metadata.Uid,
        },
    ];

    private sealed record SecretData(IReadOnlyDictionary<string, string>? Data);
}
