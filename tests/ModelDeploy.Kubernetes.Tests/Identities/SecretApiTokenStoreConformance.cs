using ModelDeploy.Core.Accounts;
using ModelDeploy.Kubernetes.Identities;
using ModelDeploy.TestKit.Conformance;

namespace ModelDeploy.Kubernetes.Tests.Identities;

public sealed class SecretApiTokenStoreConformance : ApiTokenStoreConformance, IAsyncLifetime
{
    private ATestNamespace _namespace = null!;

    protected override IApiTokenStore Store => new SecretApiTokenStore(_namespace.Client, _namespace.Name);

    public async ValueTask InitializeAsync() => _namespace = await ATestNamespace.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        if (_namespace is not null)
            await _namespace.DisposeAsync();
    }
}
