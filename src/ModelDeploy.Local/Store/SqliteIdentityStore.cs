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
    public async Task<Account?> FindAccountAsync(PersonKey key, CancellationToken stop)
    {
        await using var context = database.Read();
        var row = await context.Accounts.FirstOrDefaultAsync(row => row.Issuer == key.Issuer && row.Subject == key.Subject, stop);
        return row?.ToAccount();
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<Account>> ListAccountsAsync(CancellationToken stop)
    {
        await using var context = database.Read();
        var rows = await context.Accounts.ToListAsync(stop);
        return [.. rows.Select(row => row.ToAccount())
            .OrderBy(account => account.Name, StringComparer.Ordinal)
            .ThenBy(account => account.Key.ToString(), StringComparer.Ordinal)];
    }

    /// <inheritdoc />
    public Task SaveAccountAsync(Account account, CancellationToken stop) => database.AloneAsync(async () =>
    {
        await using var context = database.Read();
        var row = AccountRow.From(account);
        if (await context.Accounts.ContainsAsync(row, stop))
            context.Update(row);
        else
            context.Add(row);
        return await context.SaveChangesAsync(stop);
    }, stop);

    /// <inheritdoc />
    public async Task AddSignInLinkAsync(string tokenHash, PersonKey person, DateTimeOffset expiresAt, CancellationToken stop)
    {
        await using var context = database.Read();
        context.Add(new SignInLinkRow
        {
            TokenHash = tokenHash,
            Issuer = person.Issuer,
            Subject = person.Subject,
            ExpiresAt = expiresAt.UtcDateTime,
        });
        await context.SaveChangesAsync(stop);
    }

    /// <inheritdoc />
    public async Task<PersonKey?> RedeemSignInLinkAsync(string tokenHash, DateTimeOffset now, CancellationToken stop)
    {
        await using var context = database.Read();
        var utc = now.UtcDateTime;
        await context.SignInLinks.Where(row => row.ExpiresAt <= utc).ExecuteDeleteAsync(stop);
        var link = await context.SignInLinks.FirstOrDefaultAsync(row => row.TokenHash == tokenHash, stop);
        // Whoever deletes the row has it; everybody else finds nothing to delete.
        return link is not null && await context.SignInLinks.Where(row => row.TokenHash == tokenHash).ExecuteDeleteAsync(stop) == 1
            ? new PersonKey(link.Issuer, link.Subject)
            : null;
    }
}
