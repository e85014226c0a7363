using ModelDeploy.Core.Accounts;
using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Identities;

/// <summary>Tokens as Secrets. The cluster is asked for each: one that was taken back in another portal opens nothing here either.</summary>
/// <param name="client">Asks the cluster.</param>
/// <param name="inNamespace">Where the Secrets are.</param>
public sealed class SecretApiTokenStore(ApiClient client, string inNamespace) : IApiTokenStore
{
    /// <inheritdoc />
    public async Task<ApiToken?> FindAsync(string hash, CancellationToken stop)
    {
        var asked = await client.GetAsync<TokenSecret>(Kinds.Secret, inNamespace, TokenSecret.NameOf(hash), stop);
        if (asked.Is(out var found, out var error))
            return found.ToToken();
        return error.Reason is ApiReason.NotFound ? null : throw ClusterTrouble.Of(error);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<ApiToken>> ListAsync(PersonKey person, CancellationToken stop) =>
        [.. (await SecretsOfAsync(person, stop)).Select(secret => secret.ToToken()).OfType<ApiToken>().Where(token => token.Person == person)
            .OrderByDescending(token => token.CreatedAt).ThenBy(token => token.Name, StringComparer.Ordinal)];

    /// <inheritdoc />
    public async Task AddAsync(ApiToken token, CancellationToken stop)
    {
        if ((await client.CreateAsync<TokenSecret>(Kinds.Secret, inNamespace, TokenSecret.From(token), stop)).Error is { } error)
            throw ClusterTrouble.Of(error);
    }

    /// <inheritdoc />
    public async Task NoteUseAsync(ApiToken token, DateTimeOffset at, CancellationToken stop)
    {
        var noted = await client.MergeAsync<TokenSecret>(Kinds.Secret, inNamespace, TokenSecret.NameOf(token.Hash), TokenSecret.UsedAt(at), part: null, stop);
        if (noted.Error is { Reason: not ApiReason.NotFound } error)
            throw ClusterTrouble.Of(error);
    }

    /// <inheritdoc />
    public async Task<bool> RemoveAsync(PersonKey person, Guid id, CancellationToken stop)
    {
        if ((await SecretsOfAsync(person, stop)).FirstOrDefault(secret => secret.ToToken() is { } token && token.Id == id && token.Person == person) is not { } found)
            return false;
        var deleted = await client.DeleteAsync(Kinds.Secret, inNamespace, found.Metadata.Name, new Precondition(found.Metadata.Uid), stop);
        if (deleted.Error is not { } error)
            return true;
        return error.Reason is ApiReason.NotFound or ApiReason.Conflict ? false : throw ClusterTrouble.Of(error);
    }

    private async Task<IReadOnlyList<TokenSecret>> SecretsOfAsync(PersonKey person, CancellationToken stop)
    {
        var listed = await client.ListAsync<TokenSecret>(Kinds.Secret, inNamespace, TokenSecret.OwnedBy(person), stop);
        return listed.Is(out var list, out var error) ? list.Items : throw ClusterTrouble.Of(error);
    }
}
