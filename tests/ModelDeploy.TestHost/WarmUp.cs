using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Local.Processes;
using ModelDeploy.Local.Store;

namespace ModelDeploy.TestHost;

/// <summary>Goes through a start on a directory that is thrown away, so that the code of a start is compiled when it counts.</summary>
internal static class WarmUp
{
    private static readonly DeploymentSpec Spec = new()
    {
        Group = "demo",
        DisplayName = "Warm",
        InstanceType = "cpu-tiny",
        ModelImage = "test/nothing:1",
    };

    /// <summary>Starts and ends a platform, and takes every command once; there is no image that could run.</summary>
    public static async Task RunAsync()
    {
        var directory = Directory.CreateTempSubdirectory("modeldeploy-warm-").FullName;
        try
        {
            using var store = await LocalStore.OpenAsync(directory, seedDemo: true, LocalPlatform.NoSecrets, NullLoggerFactory.Instance, CancellationToken.None);
            using var host = LocalPlatform.Build(store, new ProcessRuntimeOptions { DataDirectory = directory, Secrets = LocalPlatform.NoSecrets }, TimeProvider.System);
            await host.StartAsync();
            var desk = new CommandDesk(host.Services, store);
            foreach (var deed in (HostDeed[])[HostDeed.Create, HostDeed.Update, HostDeed.List, HostDeed.Stop, HostDeed.Start, HostDeed.Delete])
                await desk.DoAsync(new HostCommand(deed, "warm", Spec with { Description = deed.ToString() }), CancellationToken.None);
            await host.StopAsync();
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
