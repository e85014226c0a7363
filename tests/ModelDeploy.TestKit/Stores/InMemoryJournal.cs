using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Journal;

namespace ModelDeploy.TestKit.Stores;

/// <summary>A journal that lives as long as the process. <see cref="InMemoryDeploymentStore"/> writes into it.</summary>
public sealed class InMemoryJournal : IJournal
{
    private readonly Lock _lock = new();
    private readonly List<JournalEntry> _entries = [];

    /// <inheritdoc />
    public Task<IReadOnlyList<JournalEntry>> ReadAsync(Guid uid, long? before, int limit, CancellationToken stop) =>
        PageAsync(entry => entry.Uid == uid, before, limit, stop);

    /// <inheritdoc />
    public Task<IReadOnlyList<JournalEntry>> SearchAsync(JournalFilter filter, long? before, int limit, CancellationToken stop) =>
        PageAsync(
            entry => (filter.Groups is null || filter.Groups.Contains(entry.Spec.Group))
                && (filter.DeploymentId is null || entry.DeploymentId == filter.DeploymentId)
                && (filter.Action is null || entry.Change.Action == filter.Action),
            before, limit, stop);

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

    internal void Append(Deployment deployment, Change change)
    {
        lock (_lock)
        {
            _entries.Add(new JournalEntry(
                _entries.Count + 1, deployment.Uid, deployment.Id, deployment.Generation, change, deployment.Spec));
        }
    }

    private Task<IReadOnlyList<JournalEntry>> PageAsync(Func<JournalEntry, bool> meant, long? before, int limit, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<JournalEntry>>([.. Enumerable.Reverse(_entries)
                .Where(entry => meant(entry) && (before is null || entry.Number < before))
                .Take(limit)
                .Select(entry => entry with { Spec = entry.Spec.Redact() })]);
        }
    }
}
