using ModelDeploy.Core.Accounts;
using ModelDeploy.TestKit.Conformance;

namespace ModelDeploy.Kubernetes.Tests.Identities;

public sealed class SecretIdentityStoreConformance : IdentityStoreConformance, IAsyncLifetime
{
    private ATestNamespace _namespace = null!;
    private ARunningIdentityStore _running = null!;

    protected override IIdentityStore Store => _running.Store;

    public async ValueTask InitializeAsync()
    {
        _namespace = await ATestNamespace.CreateAsync();
        _running = new ARunningIdentityStore(_namespace.Client, _namespace.Name);
    }

    public async ValueTask DisposeAsync()
    {
        if (_namespace is null)
            return;
        await _running.DisposeAsync();
        await _namespace.DisposeAsync();
    }
}
