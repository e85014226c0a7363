using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Kubernetes.Identities;
using ModelDeploy.TestKit.Conformance;

namespace ModelDeploy.Kubernetes.Tests.Identities;

/// <summary>The store as it runs in the portal: it follows what is there.</summary>
public sealed class SecretCredentialStoreConformance : CredentialStoreConformance, IAsyncLifetime
{
    private readonly CancellationTokenSource _stop = new();
    private ATestNamespace _namespace = null!;
    private SecretCredentialStore _store = null!;
    private Task _running = Task.CompletedTask;

    protected override ICredentialStore Store => _store;

    public async ValueTask InitializeAsync()
    {
        _namespace = await ATestNamespace.CreateAsync();
        _store = new SecretCredentialStore(_namespace.Client, _namespace.Name, TimeProvider.System, NullLogger<SecretCredentialStore>.Instance);
        _running = _store.RunAsync(_stop.Token);
        await _store.Followed;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        _stop.Dispose();
        if (_namespace is not null)
            await _namespace.DisposeAsync();
    }
}
