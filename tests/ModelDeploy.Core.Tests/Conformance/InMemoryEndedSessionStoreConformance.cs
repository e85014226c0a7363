using ModelDeploy.Core.Accounts;
using ModelDeploy.TestKit.Conformance;
using ModelDeploy.TestKit.Stores;

namespace ModelDeploy.Core.Tests.Conformance;

public sealed class InMemoryEndedSessionStoreConformance : EndedSessionStoreConformance
{
    protected override IEndedSessionStore Store { get; } = new InMemoryEndedSessionStore();
}
