using Microsoft.EntityFrameworkCore;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Journal;
using ModelDeploy.Local.Store.Rows;

namespace ModelDeploy.Local.Store;

/// <summary>Reads the journal that <see cref="SqliteDeploymentStore"/> writes. It keeps everything.</summary>
internal sealed class SqliteJournal(StoreDatabase database) : IJournal
{
    /// <inheritdoc />
    public Task<IReadOnlyList<JournalEntry>> ReadAsync(Guid uid, long? before, int limit, CancellationToken stop) =>
        database.UseAsync(context => PageAsync(context.Journal.Where(row => row.Uid == uid), before, limit, stop));

    /// <inheritdoc />
    public Task<IReadOnlyList<JournalEntry>> SearchAsync(JournalFilter filter, long? before, int limit, CancellationToken stop) =>
        database.UseAsync(context => PageAsync(Meant(context.Journal, filter), before, limit, stop));

    /// <inheritdoc />
    public Task<JournalEntry?> FindAsync(Guid uid, long revision, CancellationToken stop) => database.UseAsync(async context =>
    {
        // The change that made the revision comes before a delete, which bears the same number.
        var row = await context.Journal
            .Where(row => row.Uid == uid && row.Revision == revision)
            .OrderBy(row => row.Number)
            .FirstOrDefaultAsync(stop);
        return row?.ToEntry() is { } entry ? entry with { Spec = database.Secrets.Open(entry.Spec) } : null;
    });

    private static IQueryable<JournalRow> Meant(IQueryable<JournalRow> rows, JournalFilter filter)
    {
        if (filter.Groups is { } groups)
            rows = rows.Where(row => groups.Contains(row.GroupName));
        if (filter.DeploymentId is { } id)
            rows = rows.Where(row => row.DeploymentId == id);
        if (filter.Action?.ToString() is { } action)
            rows = rows.Where(row => row.Action == action);
        return rows;
    }

    private static async Task<IReadOnlyList<JournalEntry>> PageAsync(IQueryable<JournalRow> rows, long? before, int limit, CancellationToken stop)
    {
        var page = await rows
            .Where(row => before == null || row.Number < before)
            .OrderByDescending(row => row.Number)
            .Take(limit)
            .ToListAsync(stop);
        return [.. page.Select(row => row.ToEntry()).Select(entry => entry with { Spec = entry.Spec.Redact() })];
    }
}
