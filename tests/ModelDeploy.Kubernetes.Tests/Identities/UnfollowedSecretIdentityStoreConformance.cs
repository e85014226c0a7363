using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Kubernetes.Identities;
using ModelDeploy.TestKit.Conformance;

namespace ModelDeploy.Kubernetes.Tests.Identities;

/// <summary>The store of a program that only comes and goes, as the one that prints another sign-in link.</summary>
public sealed class UnfollowedSecretIdentityStoreConformance : IdentityStoreConformance, IAsyncLifetime
{
    private ATestNamespace _namespace = null!;

    protected override IIdentityStore Store =>
        new SecretIdentityStore(_namespace.Client, _namespace.Name, TimeProvider.System, NullLogger<SecretIdentityStore>.Instance);

    public async ValueTask InitializeAsync() => _namespace = await ATestNamespace.CreateAsync();

    public ValueTask DisposeAsync() => _namespace is null ? ValueTask.CompletedTask : _namespace.DisposeAsync();
}
