using ModelDeploy.Core.Audit;

namespace ModelDeploy.TestKit.Stores;

/// <summary>A true audit that lives as long as the process.</summary>
public sealed class InMemoryAuditLog : IAuditLog
{
    private readonly Lock _lock = new();
    private readonly List<AuditEntry> _entries = [];

    /// <summary>What was written, oldest first.</summary>
    public IReadOnlyList<AuditEvent> Events
    {
        get
        {
            lock (_lock)
                return [.. _entries.Select(entry => entry.Event)];
        }
    }

    /// <inheritdoc />
    public bool IsReadable => true;

    /// <inheritdoc />
    public Task<AuditEntry> AppendAsync(AuditEvent what, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        lock (_lock)
        {
            _entries.Add(AuditChain.Next(_entries.LastOrDefault(), what));
            return Task.FromResult(_entries[^1]);
        }
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<AuditEntry>> SearchAsync(AuditFilter filter, long? before, int limit, CancellationToken stop)
    {
        lock (_lock)
            return Task.FromResult<IReadOnlyList<AuditEntry>>([.. _entries.AsEnumerable().Reverse().Where(entry => before is null || entry.Number < before).Where(Meant).Take(limit)]);

        bool Meant(AuditEntry entry) =>
            (filter.Groups is null || (entry.Event.Target.Group is { } group && filter.Groups.Contains(group)))
            && (filter.TargetId ?? entry.Event.Target.Id) == entry.Event.Target.Id
            && (filter.Action ?? entry.Event.Action) == entry.Event.Action
            && (filter.Outcome ?? entry.Event.Outcome) == entry.Event.Outcome;
    }

    /// <inheritdoc />
    public IAsyncEnumerable<AuditEntry> ReadAllAsync(CancellationToken stop)
    {
        lock (_lock)
            return _entries.ToList().ToAsyncEnumerable();
    }
}
