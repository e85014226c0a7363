using Microsoft.EntityFrameworkCore;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Local.Store;
using ModelDeploy.TestKit.Conformance;

namespace ModelDeploy.Local.Tests.Store;

public sealed class SqliteIdentityStoreConformance : IdentityStoreConformance, IAsyncLifetime
{
    private FreshDatabase _fresh = null!;
    private StoreDatabase _database = null!;

    protected override IIdentityStore Store => new SqliteIdentityStore(_database);

    public async ValueTask InitializeAsync()
    {
        (_fresh, _database) = await FreshDatabase.OpenAsync();
        // The administrator that every fresh database has.
        await _database.UseAsync(context => context.Accounts.ExecuteDeleteAsync());
    }

    public ValueTask DisposeAsync()
    {
        _fresh?.Dispose();
        return ValueTask.CompletedTask;
    }
}
