using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Core.Groups;
using ModelDeploy.Local.Store;
using ModelDeploy.TestKit.Builders;
using ModelDeploy.TestKit.Conformance;

namespace ModelDeploy.Local.Tests.Store;

public sealed class SqliteCatalogConformance : CatalogConformance, IAsyncLifetime
{
    private readonly TempDirectory _directory = new();
    private LocalStore _store = null!;

    protected override ICatalog Catalog => _store.Catalog;

    public async ValueTask InitializeAsync() =>
        _store = await LocalStore.OpenAsync(_directory.Path, seedDemo: false, ASecretCipher.Open, NullLoggerFactory.Instance, CancellationToken.None);

    public ValueTask DisposeAsync()
    {
        Dispose();
        _store.Dispose();
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }
}
