using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Journal;
using ModelDeploy.TestKit.Conformance;

namespace ModelDeploy.Kubernetes.Tests.Store;

public sealed class ClusterDeploymentStoreTests : DeploymentStoreConformance, IAsyncLifetime
{
    private AClusterStore _open = null!;

    protected override IDeploymentStore Store => _open.Store.Deployments;

    protected override DeploymentSpec AwkwardSpec => AClusterStore.AwkwardSpec;

    protected override DeploymentSpec AsRead(DeploymentSpec written, DeploymentSpec read) => AClusterStore.WithStandIns(written, read);

    public async ValueTask InitializeAsync() => _open = await AClusterStore.OpenAsync();

    public ValueTask DisposeAsync() => _open?.DisposeAsync() ?? ValueTask.CompletedTask;
}

public sealed class ClusterDeploymentWatchTests : DeploymentWatchConformance, IAsyncLifetime
{
    private AClusterStore _open = null!;

    protected override IDeploymentStore Store => _open.Store.Deployments;

    public async ValueTask InitializeAsync() => _open = await AClusterStore.OpenAsync();

    public ValueTask DisposeAsync() => _open?.DisposeAsync() ?? ValueTask.CompletedTask;
}

public sealed class ClusterJournalTests : JournalConformance, IAsyncLifetime
{
    private AClusterStore _open = null!;

    protected override IDeploymentStore Store => _open.Store.Deployments;

    protected override IJournal Journal => _open.Store.Journal;

    protected override DeploymentSpec AwkwardSpec => AClusterStore.AwkwardSpec with { Env = [] };

    protected override DeploymentSpec AsFound(DeploymentSpec written, DeploymentSpec found) => AClusterStore.WithStandIns(written, found);

    public async ValueTask InitializeAsync() => _open = await AClusterStore.OpenAsync();

    public ValueTask DisposeAsync() => _open?.DisposeAsync() ?? ValueTask.CompletedTask;
}

public sealed class ClusterCatalogTests : CatalogConformance, IAsyncLifetime
{
    private AClusterStore _open = null!;

    protected override ICatalog Catalog => _open.Store.Catalog;

    public async ValueTask InitializeAsync() => _open = await AClusterStore.OpenAsync();

    public ValueTask DisposeAsync() => _open?.DisposeAsync() ?? ValueTask.CompletedTask;
}

public sealed class ClusterQuotaForesightTests : QuotaForesightConformance, IAsyncLifetime
{
    private AClusterStore _open = null!;

    protected override IDeploymentStore Store => _open.Store.Deployments;

    protected override ICatalog Catalog => _open.Store.Catalog;

    protected override IJournal Journal => _open.Store.Journal;

    public async ValueTask InitializeAsync() => _open = await AClusterStore.OpenAsync();

    public ValueTask DisposeAsync() => _open?.DisposeAsync() ?? ValueTask.CompletedTask;
}
