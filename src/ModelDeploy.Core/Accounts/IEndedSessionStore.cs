namespace ModelDeploy.Core.Accounts;

/// <summary>
/// Keeps which sessions have ended, for every portal of one store and beyond a restart. Implementations throw only for transport.
/// </summary>
public interface IEndedSessionStore
{
    /// <summary>
    /// Keeps it, and forgets what ended before <paramref name="forgetBefore"/>. Where the same mark is kept already, the later time counts.
    /// </summary>
    /// <exception cref="StoreUnavailableException">It is not kept.</exception>
    Task AddAsync(EndedSession ended, DateTimeOffset forgetBefore, CancellationToken stop);

    /// <summary>All that are kept, in no particular order.</summary>
    /// <exception cref="StoreUnavailableException">Nobody can tell now.</exception>
    Task<IReadOnlyList<EndedSession>> ListAsync(CancellationToken stop);
}
