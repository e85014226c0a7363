using ModelDeploy.Core.Deployments;
using ModelDeploy.TestKit.Conformance;
using ModelDeploy.TestKit.Stores;

namespace ModelDeploy.Core.Tests.Conformance;

public sealed class InMemoryDeploymentStoreConformance : DeploymentStoreConformance
{
    protected override IDeploymentStore Store { get; } = new InMemoryDeploymentStore();
}
