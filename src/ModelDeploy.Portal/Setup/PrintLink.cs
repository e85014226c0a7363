using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Local.Store;
using ModelDeploy.Portal.Options;
using ModelDeploy.Portal.SignIn;

namespace ModelDeploy.Portal.Setup;

/// <summary><c>--print-link</c>: another sign-in link to the portal that runs on the same data directory, or in the same cluster.</summary>
public static class PrintLink
{
    /// <summary>Prints the link.</summary>
    /// <exception cref="StartRefusedException">No portal runs there, people sign in at a provider, or its store is not of this version or does not answer.</exception>
    public static async Task RunAsync(ModelDeployOptions options)
    {
        if (options.Oidc is not null)
            throw new StartRefusedException("People sign in at the provider that ModelDeploy:Oidc names; there are no links. Without those settings there are.");
        var address = await AddressAsync(options)
            ?? throw new StartRefusedException($"No portal runs on {options.DataDirectory}. Start it, and it prints a link by itself.");
        try
        {
            await (options.Store switch
            {
                StoreKind.Sqlite => LocalStore.WithIdentitiesAsync(options.DataDirectory, async identities => await PrintAsync(identities, address), CancellationToken.None),
                StoreKind.Kubernetes => ClusterSetup.WithIdentitiesAsync(options, NullLoggerFactory.Instance, identities => PrintAsync(identities, address)),
            });
        }
        catch (Exception refused) when (refused is LocalStoreException or ClusterAccessException or StoreUnavailableException)
        {
            throw new StartRefusedException(refused.Message, refused);
        }
    }

    /// <summary>Where the portal is; null when none runs. One that was killed leaves its note behind, but not its lock; a cluster has no lock.</summary>
    private static async Task<string?> AddressAsync(ModelDeployOptions options) => options.Store switch
    {
        StoreKind.Sqlite => LocalStore.IsOpen(options.DataDirectory) ? await NotedAsync(options) : null,
        StoreKind.Kubernetes => options.PublicUrl ?? await NotedAsync(options),
    };

    private static Task<string?> NotedAsync(ModelDeployOptions options) => new AddressNote(options.DataDirectory).ReadAsync(CancellationToken.None);

    private static async Task<bool> PrintAsync(IIdentityStore identities, string address)
    {
        var links = new SignInLinks(identities, TimeProvider.System);
        await new SignInLinkIssuer(links, Account.Administrator.Key).PrintAsync(address, CancellationToken.None);
        return true;
    }
}
