using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Kubernetes.Identities;
using ModelDeploy.TestKit.Conformance;

namespace ModelDeploy.Kubernetes.Tests.Identities;

/// <summary>The store before it has read what is there.</summary>
public sealed class UnfollowedSecretCredentialStoreConformance : CredentialStoreConformance, IAsyncLifetime
{
    private ATestNamespace _namespace = null!;

    protected override ICredentialStore Store =>
        new SecretCredentialStore(_namespace.Client, _namespace.Name, TimeProvider.System, NullLogger<SecretCredentialStore>.Instance);

    public async ValueTask InitializeAsync() => _namespace = await ATestNamespace.CreateAsync();

    public ValueTask DisposeAsync() => _namespace is null ? ValueTask.CompletedTask : _namespace.DisposeAsync();
}
