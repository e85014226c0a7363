using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Journal;

namespace ModelDeploy.TestKit.Stores;

/// <summary>A journal that lives as long as the process. <see cref="InMemoryDeploymentStore"/> writes into it.</summary>
public sealed class InMemoryJournal : IJournal
{
    private readonly Lock _lock = new();
    private readonly List<JournalEntry> _entries = [];

    /// <inheritdoc />
    public Task<IReadOnlyList<JournalEntry>> ReadAsync(Guid uid, long? before, int limit, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<JournalEntry>>([.. Enumerable.Reverse(_entries)
                .Where(entry => entry.Uid == uid && (before is null || entry.Revision < before))
                .Take(limit)
                .Select(entry => entry with { Spec = entry.Spec.Redact() })]);
        }
    }

    /// <inheritdoc />
    public Task<JournalEntry?> FindAsync(Guid uid, long revision, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return Task.FromResult(_entries.Find(entry =>
                entry.Uid == uid && entry.Revision == revision && entry.Change.Action != ChangeAction.Deleted));
        }
    }

    internal void Append(JournalEntry entry)
    {
        lock (_lock)
            _entries.Add(entry);
    }
}
