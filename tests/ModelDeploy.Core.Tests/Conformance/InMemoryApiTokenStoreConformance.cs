using ModelDeploy.Core.Accounts;
using ModelDeploy.TestKit.Conformance;
using ModelDeploy.TestKit.Stores;

namespace ModelDeploy.Core.Tests.Conformance;

public sealed class InMemoryApiTokenStoreConformance : ApiTokenStoreConformance
{
    protected override IApiTokenStore Store { get; } = new InMemoryApiTokenStore();
}
