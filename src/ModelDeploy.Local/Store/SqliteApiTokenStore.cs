using Microsoft.EntityFrameworkCore;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Local.Store.Rows;

namespace ModelDeploy.Local.Store;

/// <summary>Tokens in SQLite. Nothing is kept in memory: one that was taken back opens nothing from that moment on.</summary>
internal sealed class SqliteApiTokenStore(StoreDatabase database) : IApiTokenStore
{
    /// <inheritdoc />
    public Task<ApiToken?> FindAsync(string hash, CancellationToken stop) => database.UseAsync(async context =>
        (await context.ApiTokens.FirstOrDefaultAsync(row => row.Hash == hash, stop))?.ToToken());

    /// <inheritdoc />
    public Task<IReadOnlyList<ApiToken>> ListAsync(PersonKey person, CancellationToken stop) => database.UseAsync<IReadOnlyList<ApiToken>>(async context =>
    {
        var rows = await context.ApiTokens.Where(row => row.Issuer == person.Issuer && row.Subject == person.Subject).ToListAsync(stop);
        return [.. rows.Select(row => row.ToToken()).OrderByDescending(token => token.CreatedAt).ThenBy(token => token.Name, StringComparer.Ordinal)];
    });

    /// <inheritdoc />
    public Task AddAsync(ApiToken token, CancellationToken stop) => database.WriteAloneAsync(() => database.UseAsync(context =>
    {
        context.Add(ApiTokenRow.From(token));
        return context.SaveChangesAsync(stop);
    }), stop);

    /// <inheritdoc />
    public Task NoteUseAsync(ApiToken token, DateTimeOffset at, CancellationToken stop) => database.WriteAloneAsync(() => database.UseAsync(context =>
    {
        DateTime? utc = at.UtcDateTime;
        return context.ApiTokens.Where(row => row.Id == token.Id).ExecuteUpdateAsync(row => row.SetProperty(used => used.LastUsedAt, utc), stop);
    }), stop);

    /// <inheritdoc />
    public Task<bool> RemoveAsync(PersonKey person, Guid id, CancellationToken stop) => database.WriteAloneAsync(() => database.UseAsync(async context =>
        await context.ApiTokens.Where(row => row.Id == id && row.Issuer == person.Issuer && row.Subject == person.Subject).ExecuteDeleteAsync(stop) == 1), stop);
}
