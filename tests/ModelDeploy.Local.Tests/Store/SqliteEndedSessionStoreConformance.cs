using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Local.Store;
using ModelDeploy.TestKit.Builders;
using ModelDeploy.TestKit.Conformance;

namespace ModelDeploy.Local.Tests.Store;

public sealed class SqliteEndedSessionStoreConformance : EndedSessionStoreConformance, IAsyncLifetime
{
    private readonly TempDirectory _directory = new();
    private StoreDatabase _database = null!;

    protected override IEndedSessionStore Store => new SqliteEndedSessionStore(_database);

    public async ValueTask InitializeAsync()
    {
        var directory = DataDirectory.Ensure(_directory.Path, NullLogger.Instance);
        _database = await StoreDatabase.OpenAsync(directory, new DemoSeed(withDemo: false), ASecretCipher.Open, NullLogger.Instance, CancellationToken.None);
    }

    public ValueTask DisposeAsync()
    {
        _database.Dispose();
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }
}
