using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using ModelDeploy.Core.Audit;
using ModelDeploy.Local.Store.Rows;

namespace ModelDeploy.Local.Store;

/// <summary>The audit in SQLite. The file itself refuses to change or remove a row of it.</summary>
internal sealed class SqliteAuditLog(StoreDatabase database) : IAuditLog
{
    private const int RowsAtOnce = 1_000;

    /// <inheritdoc />
    public bool IsReadable => true;

    /// <inheritdoc />
    public Task<AuditEntry> AppendAsync(AuditEvent what, CancellationToken stop) => database.WriteAloneAsync(() => database.UseAsync(async context =>
    {
        var last = await context.Audit.OrderByDescending(row => row.Number).FirstOrDefaultAsync(stop);
        var entry = AuditChain.Next(last?.ToEntry(), what);
        context.Add(AuditRow.From(entry, what));
        await context.SaveChangesAsync(stop);
        return entry;
    }), stop);

    /// <inheritdoc />
    public Task<IReadOnlyList<AuditEntry>> SearchAsync(AuditFilter filter, long? before, int limit, CancellationToken stop) => database.UseAsync<IReadOnlyList<AuditEntry>>(async context =>
    {
        var rows = await Meant(context.Audit, filter)
            .Where(row => before == null || row.Number < before)
            .OrderByDescending(row => row.Number)
            .Take(limit)
            .ToListAsync(stop);
        return [.. rows.Select(row => row.ToEntry())];
    });

    /// <summary>The chain, in which an entry that is searched under other words than its own bears no hash.</summary>
    public async IAsyncEnumerable<AuditEntry> ReadAllAsync([EnumeratorCancellation] CancellationToken stop)
    {
        var after = long.MinValue;
        while (await PageAsync(after, stop) is { Count: > 0 } page)
        {
            foreach (var row in page)
                yield return row.SaysWhatItsTextSays() ? row.ToEntry() : row.ToEntry() with { Hash = "" };
            after = page[^1].Number;
        }
    }

    private Task<List<AuditRow>> PageAsync(long after, CancellationToken stop) => database.UseAsync(context =>
        context.Audit.AsNoTracking().Where(row => row.Number > after).OrderBy(row => row.Number).Take(RowsAtOnce).ToListAsync(stop));

    private static IQueryable<AuditRow> Meant(IQueryable<AuditRow> rows, AuditFilter filter)
    {
        if (filter.Groups is { } groups)
            rows = rows.Where(row => row.GroupName != null && groups.Contains(row.GroupName));
        if (filter.TargetId is { } id)
            rows = rows.Where(row => row.TargetId == id);
        if (filter.Action?.ToString() is { } action)
            rows = rows.Where(row => row.Action == action);
        if (filter.Outcome?.ToString() is { } outcome)
            rows = rows.Where(row => row.Outcome == outcome);
        return rows;
    }
}
