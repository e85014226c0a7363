using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Journal;
using ModelDeploy.TestKit.Conformance;
using ModelDeploy.TestKit.Stores;

namespace ModelDeploy.Core.Tests.Conformance;

public sealed class InMemoryQuotaForesightConformance : QuotaForesightConformance
{
    private readonly InMemoryDeploymentStore _store = new();

    protected override IDeploymentStore Store => _store;

    protected override ICatalog Catalog { get; } = new InMemoryCatalog();

    protected override IJournal Journal => _store.Journal;
}
