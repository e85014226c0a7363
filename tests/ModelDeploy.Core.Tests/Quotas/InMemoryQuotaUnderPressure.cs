using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Journal;
using ModelDeploy.TestKit.Quotas;
using ModelDeploy.TestKit.Stores;

namespace ModelDeploy.Core.Tests.Quotas;

public sealed class InMemoryQuotaUnderPressure : QuotaUnderPressure
{
    private readonly InMemoryDeploymentStore _store = new();

    protected override IDeploymentStore Store => _store;

    protected override ICatalog Catalog { get; } = new InMemoryCatalog();

    protected override IJournal Journal => _store.Journal;

    protected override int Attempts => 8_000;
}
