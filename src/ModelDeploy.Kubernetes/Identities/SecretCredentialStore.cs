using Microsoft.Extensions.Logging;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Identities;

/// <summary>
/// Credentials as Secrets. Whether a person's session still holds is asked on every request, so they are kept at hand once
/// <see cref="RunAsync"/> follows them; without it, for who is not known yet, and by login name, the cluster is asked.
/// </summary>
/// <param name="client">Asks the cluster.</param>
/// <param name="inNamespace">Where the Secrets are.</param>
/// <param name="clock">Waits.</param>
/// <param name="logger">Is told when the credentials cannot be followed.</param>
public sealed class SecretCredentialStore(ApiClient client, string inNamespace, TimeProvider clock, ILogger<SecretCredentialStore> logger) : ICredentialStore
{
    private static readonly Selector AllCredentials = new($"{Labels.Purpose}={CredentialSecret.Purpose}");

    private readonly Informer<CredentialSecret> _known = new(client, Kinds.Secret, inNamespace, AllCredentials, clock, logger);

    /// <summary>Ends when all are at hand, after <see cref="RunAsync"/> has begun.</summary>
    internal Task Followed => _known.Synced;

    private bool IsFollowed => _known.Synced.IsCompletedSuccessfully;

    /// <summary>Follows the credentials until cancelled; what goes wrong is tried again.</summary>
    public Task RunAsync(CancellationToken stop) => _known.RunAsync(stop);

    /// <inheritdoc />
    public async Task<LocalCredential?> FindAsync(PersonKey person, CancellationToken stop)
    {
        if (IsFollowed && OfPerson(_known.All, person) is { } known)
            return known.ToCredential();
        // Another process may have added it a moment ago.
        return OfPerson(await ListAsync(CredentialSecret.OwnedBy(person), stop), person)?.ToCredential();
    }

    /// <inheritdoc />
    public async Task<LocalCredential?> FindByLoginAsync(string login, CancellationToken stop)
    {
        var asked = await client.GetAsync<CredentialSecret>(Kinds.Secret, inNamespace, CredentialSecret.NameOf(login), stop);
        if (asked.Is(out var found, out var error))
            return found.ToCredential();
        return error.Reason is ApiReason.NotFound ? null : throw ClusterTrouble.Of(error);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<LocalCredential>> ListAsync(CancellationToken stop)
    {
        var secrets = IsFollowed ? _known.All : await ListAsync(AllCredentials, stop);
        return [.. secrets.Select(secret => secret.ToCredential()).OfType<LocalCredential>().OrderBy(credential => credential.Login, StringComparer.Ordinal)];
    }

    /// <inheritdoc />
    public async Task<StoreResult<LocalCredential>> AddAsync(LocalCredential credential, CancellationToken stop)
    {
        var created = await client.CreateAsync<CredentialSecret>(Kinds.Secret, inNamespace, CredentialSecret.From(credential), stop);
        if (created.Is(out var stored, out var error))
            return Stored(stored);
        return error.Reason is ApiReason.AlreadyExists ? new StoreResult<LocalCredential>.Taken() : throw ClusterTrouble.Of(error);
    }

    /// <inheritdoc />
    public async Task<StoreResult<LocalCredential>> SaveAsync(LocalCredential credential, CancellationToken stop)
    {
        var patch = CredentialSecret.PatchOf(credential);
        var written = await client.MergeAsync<CredentialSecret>(Kinds.Secret, inNamespace, CredentialSecret.NameOf(credential.Login), patch, part: null, stop);
        if (written.Is(out var stored, out var error))
            return Stored(stored);
        return error.Reason switch
        {
            ApiReason.NotFound => new StoreResult<LocalCredential>.Missing(),
            ApiReason.Conflict => new StoreResult<LocalCredential>.Conflict(),
            _ => throw ClusterTrouble.Of(error),
        };
    }

    /// <inheritdoc />
    public async Task RemoveAsync(PersonKey person, CancellationToken stop)
    {
        if (OfPerson(await ListAsync(CredentialSecret.OwnedBy(person), stop), person) is not { } found)
            return;
        var deleted = await client.DeleteAsync(Kinds.Secret, inNamespace, found.Metadata.Name, new Precondition(found.Metadata.Uid), stop);
        if (deleted.Error is { Reason: not (ApiReason.NotFound or ApiReason.Conflict) } error)
            throw ClusterTrouble.Of(error);
        _known.AcceptDeleted(found);
    }

    private static CredentialSecret? OfPerson(IEnumerable<CredentialSecret> secrets, PersonKey person) =>
        secrets.FirstOrDefault(secret => secret.ToCredential()?.Person == person);

    private StoreResult<LocalCredential> Stored(CredentialSecret written)
    {
        // Before the first list nothing is kept at hand: what is there must be all there is.
        if (IsFollowed)
            _known.Accept(written);
        return new StoreResult<LocalCredential>.Stored(written.ToCredential() ?? throw new StoreUnavailableException($"The Secret {written.Metadata.Name} holds no credential."));
    }

    private async Task<IReadOnlyList<CredentialSecret>> ListAsync(Selector selector, CancellationToken stop)
    {
        var listed = await client.ListAsync<CredentialSecret>(Kinds.Secret, inNamespace, selector, stop);
        return listed.Is(out var list, out var error) ? list.Items : throw ClusterTrouble.Of(error);
    }
}
