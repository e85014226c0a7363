using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Journal;
using ModelDeploy.TestKit.Conformance;
using ModelDeploy.TestKit.Stores;

namespace ModelDeploy.Core.Tests.Conformance;

public sealed class InMemoryJournalConformance : JournalConformance
{
    private readonly InMemoryDeploymentStore _store = new();

    protected override IDeploymentStore Store => _store;

    protected override IJournal Journal => _store.Journal;
}
