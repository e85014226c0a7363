using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Local.Processes;
using ModelDeploy.Local.Store;

namespace ModelDeploy.TestHost;

/// <summary>Goes through a start on a directory that is thrown away, so that the code of a start is compiled when it counts.</summary>
internal static class WarmUp
{
    /// <summary>Starts and ends a platform that has nothing to do.</summary>
    public static async Task RunAsync()
    {
        var directory = Directory.CreateTempSubdirectory("modeldeploy-warm-").FullName;
        try
        {
            using var store = await LocalStore.OpenAsync(directory, seedDemo: true, NullLoggerFactory.Instance, CancellationToken.None);
            using var host = LocalPlatform.Build(store, new ProcessRuntimeOptions { DataDirectory = directory }, TimeProvider.System);
            await host.StartAsync();
            await new CommandDesk(host.Services, store).DoAsync(new HostCommand(HostDeed.List), CancellationToken.None);
            await host.StopAsync();
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
