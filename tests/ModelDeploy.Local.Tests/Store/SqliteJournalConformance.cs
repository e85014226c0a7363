using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Journal;
using ModelDeploy.Local.Store;
using ModelDeploy.TestKit.Builders;
using ModelDeploy.TestKit.Conformance;

namespace ModelDeploy.Local.Tests.Store;

public sealed class SqliteJournalConformance : JournalConformance, IAsyncLifetime
{
    private readonly TempDirectory _directory = new();
    private LocalStore _store = null!;

    protected override IDeploymentStore Store => _store.Deployments;

    protected override IJournal Journal => _store.Journal;

    public async ValueTask InitializeAsync() =>
        _store = await LocalStore.OpenAsync(_directory.Path, seedDemo: false, ASecretCipher.Open, NullLoggerFactory.Instance, CancellationToken.None);

    public ValueTask DisposeAsync()
    {
        _store.Dispose();
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }
}
