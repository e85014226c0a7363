using ModelDeploy.Core.Accounts;
using ModelDeploy.Local.Store;
using ModelDeploy.Portal.Options;
using ModelDeploy.Portal.SignIn;

namespace ModelDeploy.Portal.Setup;

/// <summary><c>--print-link</c>: another sign-in link to the portal that runs on the same data directory.</summary>
public static class PrintLink
{
    /// <summary>Prints the link.</summary>
    /// <exception cref="StartRefusedException">No portal runs there, or its store is not of this version.</exception>
    public static async Task RunAsync(ModelDeployOptions options)
    {
        // A portal that was killed leaves its note behind, but not its lock.
        var address = LocalStore.IsOpen(options.DataDirectory) ? await new AddressNote(options.DataDirectory).ReadAsync(CancellationToken.None) : null;
        if (address is null)
            throw new StartRefusedException($"No portal runs on {options.DataDirectory}. Start it, and it prints a link by itself.");
        try
        {
            await LocalStore.WithIdentitiesAsync(options.DataDirectory, identities => PrintAsync(identities, address), CancellationToken.None);
        }
        catch (LocalStoreException refused)
        {
            throw new StartRefusedException(refused.Message, refused);
        }
    }

    private static async Task<bool> PrintAsync(IIdentityStore identities, string address)
    {
        var links = new SignInLinks(identities, TimeProvider.System);
        await new SignInLinkIssuer(links, StoreSetup.Administrator).PrintAsync(address, CancellationToken.None);
        return true;
    }
}
