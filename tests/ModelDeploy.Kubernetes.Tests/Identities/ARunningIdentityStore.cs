using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Identities;

namespace ModelDeploy.Kubernetes.Tests.Identities;

/// <summary>A store that follows its accounts, as it does in the portal.</summary>
internal sealed class ARunningIdentityStore : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    public ARunningIdentityStore(ApiClient client, string inNamespace)
    {
        Store = new SecretIdentityStore(client, inNamespace, TimeProvider.System, NullLogger<SecretIdentityStore>.Instance);
        _running = Store.RunAsync(_stop.Token);
    }

    public SecretIdentityStore Store { get; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        _stop.Dispose();
    }
}
