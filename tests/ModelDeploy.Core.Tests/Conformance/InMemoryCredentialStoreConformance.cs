using ModelDeploy.Core.Accounts;
using ModelDeploy.TestKit.Conformance;
using ModelDeploy.TestKit.Stores;

namespace ModelDeploy.Core.Tests.Conformance;

public sealed class InMemoryCredentialStoreConformance : CredentialStoreConformance
{
    protected override ICredentialStore Store { get; } = new InMemoryCredentialStore();
}
