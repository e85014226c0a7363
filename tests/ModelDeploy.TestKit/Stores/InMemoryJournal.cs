using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Journal;

namespace ModelDeploy.TestKit.Stores;

/// <summary>A journal that lives as long as the process. <see cref="InMemoryDeploymentStore"/> writes into it.</summary>
public sealed class InMemoryJournal : IJournal
{
    private readonly Lock _lock = new();
    private readonly List<JournalEntry> _all = [];
    private readonly Dictionary<Guid, List<JournalEntry>> _byUid = [];

    /// <inheritdoc />
    public Task<IReadOnlyList<JournalEntry>> ReadAsync(Guid uid, long? before, int limit, CancellationToken stop)
    {
        lock (_lock)
            return PageAsync(Of(uid), before, limit, stop);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<JournalEntry>> SearchAsync(JournalFilter filter, long? before, int limit, CancellationToken stop)
    {
        lock (_lock)
        {
            var meant = _all.Where(entry => (filter.Groups is null || filter.Groups.Contains(entry.Spec.Group))
                && (filter.DeploymentId is null || entry.DeploymentId == filter.DeploymentId)
                && (filter.Action is null || entry.Change.Action == filter.Action));
            return PageAsync(meant, before, limit, stop);
        }
    }

    /// <inheritdoc />
    public Task<JournalEntry?> FindAsync(Guid uid, long revision, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        lock (_lock)
            return Task.FromResult(Of(uid).Find(entry => entry.Revision == revision && entry.Change.Action != ChangeAction.Deleted));
    }

    internal void Append(Deployment deployment, Change change)
    {
        lock (_lock)
        {
            var entry = new JournalEntry(_all.Count + 1, deployment.Uid, deployment.Id, deployment.Generation, change, deployment.Spec.WithoutClients());
            _all.Add(entry);
            if (!_byUid.TryGetValue(entry.Uid, out var ofThis))
                _byUid[entry.Uid] = ofThis = [];
            ofThis.Add(entry);
        }
    }

    private List<JournalEntry> Of(Guid uid) => _byUid.GetValueOrDefault(uid, []);

    private static Task<IReadOnlyList<JournalEntry>> PageAsync(IEnumerable<JournalEntry> oldestFirst, long? before, int limit, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<JournalEntry>>([.. oldestFirst.Reverse()
            .Where(entry => before is null || entry.Number < before)
            .Take(limit)
            .Select(entry => entry with { Spec = entry.Spec.Redact() })]);
    }
}
