namespace ModelDeploy.Core.Accounts;

/// <summary>Keeps tokens by their hashes. Implementations throw only for transport.</summary>
public interface IApiTokenStore
{
    /// <summary>The token with this hash, also when it is no longer good; null when there is none.</summary>
    Task<ApiToken?> FindAsync(string hash, CancellationToken stop);

    /// <summary>The person's tokens, the newest first; those that are no longer good among them.</summary>
    Task<IReadOnlyList<ApiToken>> ListAsync(PersonKey person, CancellationToken stop);

    /// <summary>Keeps a new one.</summary>
    Task AddAsync(ApiToken token, CancellationToken stop);

    /// <summary>Notes its use. A token that is gone stays so.</summary>
    Task NoteUseAsync(ApiToken token, DateTimeOffset at, CancellationToken stop);

    /// <summary>Removes it; false when this person has none of this id.</summary>
    Task<bool> RemoveAsync(PersonKey person, Guid id, CancellationToken stop);
}
