using ModelDeploy.Core.Groups;
using ModelDeploy.TestKit.Conformance;
using ModelDeploy.TestKit.Stores;

namespace ModelDeploy.Core.Tests.Conformance;

public sealed class InMemoryCatalogConformance : CatalogConformance
{
    protected override ICatalog Catalog { get; } = new InMemoryCatalog();
}
