using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;

namespace ModelDeploy.Core.Journal;

/// <summary>What was done, for those who may see the deployments that it was done to. Secret values are empty.</summary>
public sealed class HistoryReader(DeploymentFeed feed, CatalogCache catalog, IJournal journal)
{
    private const int EntriesAtOnce = 200;

    /// <summary>
    /// A deployment's entries newest first, at most <paramref name="limit"/>, older than entry number <paramref name="before"/> when
    /// given. Of a deployment that is gone those of the last one with this id. Null when there never was one or the viewer may not see it.
    /// </summary>
    public async Task<IReadOnlyList<JournalEntry>?> ReadAsync(Viewer viewer, string id, long? before, int limit, CancellationToken stop) =>
        await UidOfAsync(viewer, id, stop) is { } uid
            ? await journal.ReadAsync(uid, before, limit, stop)
            : null;

    /// <summary>The entry that made one revision of it; null when there is none, or as for <see cref="ReadAsync"/>.</summary>
    public async Task<JournalEntry?> FindRevisionAsync(Viewer viewer, string id, long revision, CancellationToken stop)
    {
        long? before = null;
        while (await ReadAsync(viewer, id, before, EntriesAtOnce, stop) is { Count: > 0 } page)
        {
            if (page.FirstOrDefault(entry => entry.Revision == revision && entry.Change.Action is not ChangeAction.Deleted) is { } found)
                return found;
            if (page.Count < EntriesAtOnce || page[^1].Revision < revision)
                return null;
            before = page[^1].Number;
        }
        return null;
    }

    /// <summary>All entries of a deployment, newest first, read page by page; null as for <see cref="ReadAsync"/>.</summary>
    public async Task<IAsyncEnumerable<JournalEntry>?> ReadAllAsync(Viewer viewer, string id, CancellationToken stop) =>
        await UidOfAsync(viewer, id, stop) is { } uid ? PagesAsync(before => journal.ReadAsync(uid, before, EntriesAtOnce, stop)) : null;

    /// <summary>The entry that tells of the last deletion of a deployment with this id; null when the viewer may see none.</summary>
    public async Task<JournalEntry?> FindDeletedAsync(Viewer viewer, string id, CancellationToken stop)
    {
        var deletions = new JournalFilter { DeploymentId = id, Action = ChangeAction.Deleted };
        return (await SearchAsync(viewer, deletions, before: null, limit: 1, stop)).FirstOrDefault();
    }

    /// <summary>
    /// Entries over all deployments that the viewer may see or might have seen when they were there, newest first, at most
    /// <paramref name="limit"/>, older than entry number <paramref name="before"/> when given.
    /// </summary>
    public Task<IReadOnlyList<JournalEntry>> SearchAsync(
        Viewer viewer, JournalFilter filter, long? before, int limit, CancellationToken stop) =>
        journal.SearchAsync(filter with { Groups = Visible(viewer, filter.Groups) }, before, limit, stop);

    /// <summary>All that <see cref="SearchAsync"/> finds, read page by page.</summary>
    public IAsyncEnumerable<JournalEntry> SearchAllAsync(Viewer viewer, JournalFilter filter, CancellationToken stop) =>
        PagesAsync(before => SearchAsync(viewer, filter, before, EntriesAtOnce, stop));

    private async Task<Guid?> UidOfAsync(Viewer viewer, string id, CancellationToken stop) =>
        (await feed.FindAsync(viewer, id, stop))?.Uid ?? (await FindDeletedAsync(viewer, id, stop))?.Uid;

    private static async IAsyncEnumerable<JournalEntry> PagesAsync(Func<long?, Task<IReadOnlyList<JournalEntry>>> readBefore)
    {
        long? before = null;
        while (await readBefore(before) is { Count: > 0 } page)
        {
            foreach (var entry in page)
                yield return entry;
            before = page[^1].Number;
        }
    }

    /// <summary>The asked groups that the viewer may use; all of them, those that are gone too, only for who may use everything.</summary>
    private IReadOnlyCollection<string>? Visible(Viewer viewer, IReadOnlyCollection<string>? asked)
    {
        if (Access.MayUse(viewer, group: null))
            return asked;
        var open = Access.GroupsOf(viewer, catalog.Current).Select(group => group.Name);
        return [.. asked is null ? open : open.Intersect(asked)];
    }
}
