using ModelDeploy.Core.Accounts;
using ModelDeploy.TestKit.Conformance;
using ModelDeploy.TestKit.Stores;

namespace ModelDeploy.Core.Tests.Conformance;

public sealed class InMemoryIdentityStoreConformance : IdentityStoreConformance
{
    protected override IIdentityStore Store { get; } = new InMemoryIdentityStore();
}
