using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Journal;

namespace ModelDeploy.TestKit.Stores;

/// <summary>A journal that lives as long as the process. <see cref="InMemoryDeploymentStore"/> writes into it.</summary>
public sealed class InMemoryJournal : IJournal
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, List<JournalEntry>> _entries = [];

    /// <inheritdoc />
    public Task<IReadOnlyList<JournalEntry>> ReadAsync(Guid uid, long? before, int limit, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<JournalEntry>>([.. Enumerable.Reverse(Of(uid))
                .Where(entry => before is null || entry.Revision < before)
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
            return Task.FromResult(Of(uid).Find(entry =>
                entry.Revision == revision && entry.Change.Action != ChangeAction.Deleted));
        }
    }

    internal void Append(JournalEntry entry)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(entry.Uid, out var entries))
                _entries[entry.Uid] = entries = [];
            entries.Add(entry);
        }
    }

    private List<JournalEntry> Of(Guid uid) => _entries.GetValueOrDefault(uid, []);
}
