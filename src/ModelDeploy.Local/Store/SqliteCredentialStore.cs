using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Local.Store.Rows;

namespace ModelDeploy.Local.Store;

/// <summary>Credentials in SQLite. Nothing is kept in memory: what was changed counts from that moment on.</summary>
internal sealed class SqliteCredentialStore(StoreDatabase database) : ICredentialStore
{
    private const long FirstVersion = 1;

    /// <inheritdoc />
    public Task<LocalCredential?> FindAsync(PersonKey person, CancellationToken stop) => database.UseAsync(async context =>
        (await context.Credentials.FirstOrDefaultAsync(row => row.Issuer == person.Issuer && row.Subject == person.Subject, stop))?.ToCredential());

    /// <inheritdoc />
    public Task<LocalCredential?> FindByLoginAsync(string login, CancellationToken stop) => database.UseAsync(async context =>
        (await context.Credentials.FirstOrDefaultAsync(row => row.Login == login, stop))?.ToCredential());

    /// <inheritdoc />
    public Task<IReadOnlyList<LocalCredential>> ListAsync(CancellationToken stop) => database.UseAsync<IReadOnlyList<LocalCredential>>(async context =>
        [.. (await context.Credentials.ToListAsync(stop)).Select(row => row.ToCredential()).OrderBy(credential => credential.Login, StringComparer.Ordinal)]);

    /// <inheritdoc />
    public Task<StoreResult<LocalCredential>> AddAsync(LocalCredential credential, CancellationToken stop) => WriteAsync<StoreResult<LocalCredential>>(async context =>
    {
        if (await context.Credentials.AnyAsync(row => row.Login == credential.Login, stop))
            return new StoreResult<LocalCredential>.Taken();
        var row = CredentialRow.From(credential, FirstVersion);
        context.Add(row);
        await context.SaveChangesAsync(stop);
        return new StoreResult<LocalCredential>.Stored(row.ToCredential());
    }, stop);

    /// <inheritdoc />
    public Task<StoreResult<LocalCredential>> SaveAsync(LocalCredential credential, CancellationToken stop) => WriteAsync<StoreResult<LocalCredential>>(async context =>
    {
        var (issuer, subject) = (credential.Person.Issuer, credential.Person.Subject);
        if (await context.Credentials.FirstOrDefaultAsync(row => row.Issuer == issuer && row.Subject == subject, stop) is not { } known)
            return new StoreResult<LocalCredential>.Missing();
        if (known.Version.ToString(CultureInfo.InvariantCulture) != credential.Version)
            return new StoreResult<LocalCredential>.Conflict();
        var row = CredentialRow.From(credential with { Login = known.Login }, known.Version + 1);
        context.Entry(known).State = EntityState.Detached;
        context.Update(row);
        await context.SaveChangesAsync(stop);
        return new StoreResult<LocalCredential>.Stored(row.ToCredential());
    }, stop);

    /// <inheritdoc />
    public Task RemoveAsync(PersonKey person, CancellationToken stop) => WriteAsync(
        context => context.Credentials.Where(row => row.Issuer == person.Issuer && row.Subject == person.Subject).ExecuteDeleteAsync(stop), stop);

    // One writer at a time: what was read for a change is still so when it is saved.
    private Task<T> WriteAsync<T>(Func<StoreContext, Task<T>> write, CancellationToken stop) => database.WriteAloneAsync(() => database.UseAsync(write), stop);
}
