using Microsoft.EntityFrameworkCore;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Journal;
using ModelDeploy.Local.Store.Rows;

namespace ModelDeploy.Local.Store;

/// <summary>Reads the journal that <see cref="SqliteDeploymentStore"/> writes. It keeps everything.</summary>
internal sealed class SqliteJournal(StoreDatabase database) : IJournal
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<JournalEntry>> ReadAsync(Guid uid, long? before, int limit, CancellationToken stop)
    {
        await using var context = database.Read();
        return await PageAsync(context.Journal.Where(row => row.Uid == uid), before, limit, stop);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<JournalEntry>> SearchAsync(JournalFilter filter, long? before, int limit, CancellationToken stop)
    {
        await using var context = database.Read();
        IQueryable<JournalRow> rows = context.Journal;
        if (filter.Groups is { } groups)
            rows = rows.Where(row => groups.Contains(row.GroupName));
        if (filter.DeploymentId is { } id)
            rows = rows.Where(row => row.DeploymentId == id);
        if (filter.Action?.ToString() is { } action)
            rows = rows.Where(row => row.Action == action);
        return await PageAsync(rows, before, limit, stop);
    }

    /// <inheritdoc />
    public async Task<JournalEntry?> FindAsync(Guid uid, long revision, CancellationToken stop)
    {
        await using var context = database.Read();
        // The change that made the revision comes before a delete, which bears the same number.
        var row = await context.Journal
            .Where(row => row.Uid == uid && row.Revision == revision)
            .OrderBy(row => row.Number)
            .FirstOrDefaultAsync(stop);
        return row?.ToEntry();
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
