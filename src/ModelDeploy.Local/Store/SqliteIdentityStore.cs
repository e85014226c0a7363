using Microsoft.EntityFrameworkCore;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Local.Store.Rows;

namespace ModelDeploy.Local.Store;

/// <summary>
/// Accounts and sign-in links in SQLite. Nothing is kept in memory: a second process may add links while the portal runs.
/// </summary>
internal sealed class SqliteIdentityStore(StoreDatabase database) : IIdentityStore
{
    /// <inheritdoc />
    public Task<Account?> FindAccountAsync(PersonKey key, CancellationToken stop) => database.UseAsync(async context =>
    {
        var row = await context.Accounts.FirstOrDefaultAsync(row => row.Issuer == key.Issuer && row.Subject == key.Subject, stop);
        return row?.ToAccount();
    });

    /// <inheritdoc />
    public Task<IReadOnlyList<Account>> ListAccountsAsync(CancellationToken stop) => database.UseAsync<IReadOnlyList<Account>>(async context =>
    {
        var rows = await context.Accounts.ToListAsync(stop);
        return [.. rows.Select(row => row.ToAccount())
            .OrderBy(account => account.Name, StringComparer.Ordinal)
            .ThenBy(account => account.Key.ToString(), StringComparer.Ordinal)];
    });

    /// <inheritdoc />
    public Task SaveAccountAsync(Account account, CancellationToken stop) => database.WriteAloneAsync(() => database.UseAsync(async context =>
    {
        var row = AccountRow.From(account);
        if (await context.Accounts.ContainsAsync(row, stop))
            context.Update(row);
        else
            context.Add(row);
        return await context.SaveChangesAsync(stop);
    }), stop);

    /// <inheritdoc />
    public Task RemoveAccountAsync(PersonKey key, CancellationToken stop) => database.WriteAloneAsync(() => database.UseAsync(context =>
        context.Accounts.Where(row => row.Issuer == key.Issuer && row.Subject == key.Subject).ExecuteDeleteAsync(stop)), stop);

    /// <inheritdoc />
    public Task AddSignInLinkAsync(string tokenHash, PersonKey person, DateTimeOffset expiresAt, CancellationToken stop) =>
        database.UseAsync(context =>
    {
        context.Add(new SignInLinkRow
        {
            TokenHash = tokenHash,
            Issuer = person.Issuer,
            Subject = person.Subject,
            ExpiresAt = expiresAt.UtcDateTime,
        });
        return context.SaveChangesAsync(stop);
    });

    /// <inheritdoc />
    public Task<PersonKey?> RedeemSignInLinkAsync(string tokenHash, DateTimeOffset now, CancellationToken stop) =>
        database.UseAsync<PersonKey?>(async context =>
    {
        var utc = now.UtcDateTime;
        await context.SignInLinks.Where(row => row.ExpiresAt <= utc).ExecuteDeleteAsync(stop);
        var link = await context.SignInLinks.FirstOrDefaultAsync(row => row.TokenHash == tokenHash, stop);
        // Whoever deletes the row has it; everybody else finds nothing to delete.
        return link is not null && await context.SignInLinks.Where(row => row.TokenHash == tokenHash).ExecuteDeleteAsync(stop) == 1
            ? new PersonKey(link.Issuer, link.Subject)
            : null;
    });
}
