using ModelDeploy.Core.Accounts;
using ModelDeploy.Local.Store;
using ModelDeploy.Portal.Options;

namespace ModelDeploy.Portal.Setup;

/// <summary>The store on this machine.</summary>
public static class StoreSetup
{
    /// <summary>The account that printed links sign in.</summary>
    public static PersonKey Administrator => LocalStore.AdministratorKey;

    /// <summary>
    /// Begins to open the store: half of a start, which goes on beside the rest of it. <see cref="UseStoreAsync"/> takes it.
    /// </summary>
    public static Task<LocalStore> BeginToOpenStore(ModelDeployOptions options, ILoggerFactory loggers) =>
        Task.Run(() => LocalStore.OpenAsync(options.DataDirectory, options.SeedDemo, loggers, CancellationToken.None));

    /// <summary>Waits for the store and registers what it offers. Dispose it after the host.</summary>
    /// <exception cref="StartRefusedException">The data cannot be used: held by another portal, damaged, or from a newer version.</exception>
    public static async Task<IDisposable> UseStoreAsync(this WebApplicationBuilder builder, Task<LocalStore> opening)
    {
        try
        {
            var store = await opening;
            builder.Services.AddLocalStore(store);
            return store;
        }
        catch (LocalStoreException refused)
        {
            throw new StartRefusedException(refused.Message, refused);
        }
    }
}
