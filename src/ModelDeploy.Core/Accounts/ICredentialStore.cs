namespace ModelDeploy.Core.Accounts;

/// <summary>
/// Keeps credentials. Every write expects the version that was read, so that of two tries at once both count. Implementations throw only
/// for transport.
/// </summary>
public interface ICredentialStore
{
    /// <summary>The person's credential, or null. It may be as it was a moment ago where another process changed it.</summary>
    Task<LocalCredential?> FindAsync(PersonKey person, CancellationToken stop);

    /// <summary>The credential with this login name, as it is now; null when there is none.</summary>
    Task<LocalCredential?> FindByLoginAsync(string login, CancellationToken stop);

    /// <summary>All credentials, ordered by login name.</summary>
    Task<IReadOnlyList<LocalCredential>> ListAsync(CancellationToken stop);

    /// <summary>Keeps a new one; taken when its login name is.</summary>
    Task<StoreResult<LocalCredential>> AddAsync(LocalCredential credential, CancellationToken stop);

    /// <summary>Replaces it, unless somebody else wrote since its version was read. Person and login name never change.</summary>
    Task<StoreResult<LocalCredential>> SaveAsync(LocalCredential credential, CancellationToken stop);

    /// <summary>Removes the person's credential; nothing happens when there is none.</summary>
    Task RemoveAsync(PersonKey person, CancellationToken stop);
}
