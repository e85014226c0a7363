using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Local.Store;
using ModelDeploy.Portal.Options;

namespace ModelDeploy.Portal.Setup;

/// <summary>The store: a file of this machine, or a cluster.</summary>
public static class StoreSetup
{
    /// <summary>
    /// Begins to open the store: half of a start, which goes on beside the rest of it. <see cref="UseStoreAsync"/> takes it.
    /// </summary>
    public static Task<OpenStore> BeginToOpenStore(ModelDeployOptions options, ILoggerFactory loggers) => Task.Run(() => options.Store switch
    {
        StoreKind.Sqlite => OpenLocalAsync(options, loggers),
        StoreKind.Kubernetes => ClusterSetup.OpenAsync(options, loggers),
    });

    /// <summary>Waits for the store and registers what it offers. Dispose it after the host.</summary>
    /// <exception cref="StartRefusedException">
    /// The data cannot be used (held by another portal, damaged, or from a newer version), or the cluster cannot.
    /// </exception>
    public static async Task<IAsyncDisposable> UseStoreAsync(this WebApplicationBuilder builder, Task<OpenStore> opening)
    {
        try
        {
            var store = await opening;
            store.Register(builder.Services);
            return store;
        }
        catch (Exception refused) when (refused is LocalStoreException or ClusterAccessException)
        {
            throw new StartRefusedException(refused.Message, refused);
        }
    }

    private static async Task<OpenStore> OpenLocalAsync(ModelDeployOptions options, ILoggerFactory loggers)
    {
        var store = await LocalStore.OpenAsync(options.DataDirectory, options.SeedDemo, DataDirectorySetup.CipherOf(options), loggers, CancellationToken.None);
        try
        {
            DataDirectorySetup.SealKeys(options, loggers);
        }
        catch (StartRefusedException)
        {
            store.Dispose();
            throw;
        }
        return new OpenStore(
            services => services.AddLocalStore(store).AddSingleton(new StoreProbe(store.Directory, store.ProbeAsync)),
            () =>
            {
                store.Dispose();
                return ValueTask.CompletedTask;
            });
    }
}
