namespace ModelDeploy.Core.Audit;

/// <summary>Keeps what was done and refused, as a chain that only grows.</summary>
public interface IAuditLog
{
    /// <summary>Whether entries can be read back here; where not, they are lines of the process's log and nowhere else.</summary>
    bool IsReadable { get; }

    /// <summary>Writes the event behind all others; of two at once each has its own place.</summary>
    /// <exception cref="StoreUnavailableException">It was not written.</exception>
    Task<AuditEntry> AppendAsync(AuditEvent what, CancellationToken stop);

    /// <summary>Entries newest first, at most <paramref name="limit"/>, written before entry number <paramref name="before"/> when given.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be read.</exception>
    Task<IReadOnlyList<AuditEntry>> SearchAsync(AuditFilter filter, long? before, int limit, CancellationToken stop);

    /// <summary>The whole chain, oldest first, as it is stored, right or not.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be read.</exception>
    IAsyncEnumerable<AuditEntry> ReadAllAsync(CancellationToken stop);
}
