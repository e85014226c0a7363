namespace ModelDeploy.Core.Journal;

/// <summary>Reads what was done. Entries are written by the deployment store in the same write as the change itself.</summary>
public interface IJournal
{
    /// <summary>
    /// A deployment's entries, newest first, at most <paramref name="limit"/>, written before entry number <paramref name="before"/> when given.
    /// </summary>
    Task<IReadOnlyList<JournalEntry>> ReadAsync(Guid uid, long? before, int limit, CancellationToken stop);

    /// <summary>The same over all deployments, those that are gone too, as far as the filter lets them through.</summary>
    Task<IReadOnlyList<JournalEntry>> SearchAsync(JournalFilter filter, long? before, int limit, CancellationToken stop);

    /// <summary>
    /// The spec of one revision with its secret values, for a roll back; null when it is unknown. Nothing but a command may call this.
    /// </summary>
    Task<JournalEntry?> FindAsync(Guid uid, long revision, CancellationToken stop);
}
