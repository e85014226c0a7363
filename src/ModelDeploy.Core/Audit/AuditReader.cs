using ModelDeploy.Core.Groups;

namespace ModelDeploy.Core.Audit;

/// <summary>The audit for those who may read it: group administrators what belongs to their groups, system administrators everything.</summary>
public sealed class AuditReader(IAuditLog log, CatalogCache catalog)
{
    private const int EntriesAtOnce = 200;

    /// <summary>Whether entries can be read here at all.</summary>
    public bool IsReadable => log.IsReadable;

    /// <summary>Whether anything can be open to the viewer.</summary>
    public bool MayRead(Viewer viewer) => viewer.IsSystemAdmin || Managed(viewer).Any();

    /// <summary>
    /// Entries newest first, at most <paramref name="limit"/>, older than entry number <paramref name="before"/> when given; none for
    /// whoever administers nothing.
    /// </summary>
    /// <exception cref="StoreUnavailableException">It cannot be read.</exception>
    public Task<IReadOnlyList<AuditEntry>> SearchAsync(Viewer viewer, AuditFilter filter, long? before, int limit, CancellationToken stop) =>
        log.SearchAsync(filter with { Groups = Visible(viewer, filter.Groups) }, before, limit, stop);

    /// <summary>All that <see cref="SearchAsync"/> finds, read page by page.</summary>
    public async IAsyncEnumerable<AuditEntry> SearchAllAsync(Viewer viewer, AuditFilter filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        long? before = null;
        while (await SearchAsync(viewer, filter, before, EntriesAtOnce, stop) is { Count: > 0 } page)
        {
            foreach (var entry in page)
                yield return entry;
            before = page[^1].Number;
        }
    }

    private IReadOnlyCollection<string>? Visible(Viewer viewer, IReadOnlyCollection<string>? asked) =>
        viewer.IsSystemAdmin ? asked
        : asked is null ? [.. Managed(viewer)]
        : [.. Managed(viewer).Intersect(asked)];

    private IEnumerable<string> Managed(Viewer viewer) =>
        catalog.Current.Groups.Where(group => Access.MayManage(viewer, group)).Select(group => group.Name);
}
