using Microsoft.EntityFrameworkCore;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Journal;

namespace ModelDeploy.Local.Store;

/// <summary>Reads the journal that <see cref="SqliteDeploymentStore"/> writes. It keeps everything.</summary>
internal sealed class SqliteJournal(StoreDatabase database) : IJournal
{
    /// <inheritdoc />
    public Task<IReadOnlyList<JournalEntry>> ReadAsync(Guid uid, long? before, int limit, CancellationToken stop) =>
        database.UseAsync<IReadOnlyList<JournalEntry>>(async context =>
    {
        var rows = await context.Journal
            .Where(row => row.Uid == uid && (before == null || row.Revision < before))
            .OrderByDescending(row => row.Revision).ThenByDescending(row => row.Number)
            .Take(limit)
            .ToListAsync(stop);
        return [.. rows.Select(row => row.ToEntry()).Select(entry => entry with { Spec = entry.Spec.Redact() })];
    });

    /// <inheritdoc />
    public Task<JournalEntry?> FindAsync(Guid uid, long revision, CancellationToken stop) => database.UseAsync(async context =>
    {
        // The change that made the revision comes before a delete, which bears the same number.
        var row = await context.Journal
            .Where(row => row.Uid == uid && row.Revision == revision)
            .OrderBy(row => row.Number)
            .FirstOrDefaultAsync(stop);
        return row?.ToEntry();
    });
}
