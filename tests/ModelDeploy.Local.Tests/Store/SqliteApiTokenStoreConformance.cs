using ModelDeploy.Core.Accounts;
using ModelDeploy.Local.Store;
using ModelDeploy.TestKit.Conformance;

namespace ModelDeploy.Local.Tests.Store;

public sealed class SqliteApiTokenStoreConformance : ApiTokenStoreConformance, IAsyncLifetime
{
    private FreshDatabase _fresh = null!;
    private StoreDatabase _database = null!;

    protected override IApiTokenStore Store => new SqliteApiTokenStore(_database);

    public async ValueTask InitializeAsync() => (_fresh, _database) = await FreshDatabase.OpenAsync();

    public ValueTask DisposeAsync()
    {
        _fresh?.Dispose();
        return ValueTask.CompletedTask;
    }
}
