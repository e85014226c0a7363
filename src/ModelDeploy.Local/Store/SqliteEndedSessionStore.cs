using Microsoft.EntityFrameworkCore;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Local.Store.Rows;

namespace ModelDeploy.Local.Store;

/// <summary>Ended sessions in SQLite.</summary>
internal sealed class SqliteEndedSessionStore(StoreDatabase database) : IEndedSessionStore
{
    /// <inheritdoc />
    public Task AddAsync(EndedSession ended, DateTimeOffset forgetBefore, CancellationToken stop) => database.WriteAloneAsync(() => database.UseAsync(async context =>
    {
        var (at, oldest) = (ended.At.UtcDateTime, forgetBefore.UtcDateTime);
        await context.EndedSessions.Where(row => row.At < oldest).ExecuteDeleteAsync(stop);
        if (await context.EndedSessions.AnyAsync(row => row.Mark == ended.Mark, stop))
        {
            return await context.EndedSessions.Where(row => row.Mark == ended.Mark && row.At < at).ExecuteUpdateAsync(row => row.SetProperty(one => one.At, at), stop);
        }
        context.Add(new EndedSessionRow { Mark = ended.Mark, At = at });
        return await context.SaveChangesAsync(stop);
    }), stop);

    /// <inheritdoc />
    public Task<IReadOnlyList<EndedSession>> ListAsync(CancellationToken stop) => database.UseAsync<IReadOnlyList<EndedSession>>(async context =>
        [.. (await context.EndedSessions.ToListAsync(stop)).Select(row => row.ToEnded())]);
}
