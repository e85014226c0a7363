using Microsoft.Extensions.Hosting;

namespace ModelDeploy.Core.Runtimes;

/// <summary>Looks at what a controller of somebody else makes the runtime do, and changes nothing. It takes the controller's place.</summary>
public sealed class Onlooker(IModelRuntime runtime, Sightings sightings) : BackgroundService
{
    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var key in await runtime.ListAsync(stoppingToken))
            await LookAsync(key, stoppingToken);
        await foreach (var key in runtime.WatchAsync(stoppingToken))
            await LookAsync(key, stoppingToken);
    }

    private async Task LookAsync(Deployments.DeploymentKey key, CancellationToken stop)
    {
        var seen = await runtime.ObserveAsync(key, stop);
        if (seen.UnknownBecause is null)
            sightings.Set(key, seen.Replicas);
    }
}
