using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ModelDeploy.Core.Operations;
using ModelDeploy.Core.Runtimes;

namespace ModelDeploy.Kubernetes.Runtime;

/// <summary>Registers the runtime of a cluster.</summary>
public static class KubernetesRuntimeSetup
{
    /// <summary>
    /// Makes <see cref="IModelRuntime"/> the pods of a cluster. Needs the client and the options. Register it before the controller: hosted
    /// services stop in reverse order.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="follow">Whether the host has anything to do with pods other than to pass requests on to them.</param>
    public static IServiceCollection AddKubernetesRuntime(this IServiceCollection services, bool follow)
    {
        services.AddSingleton<KubernetesRuntime>();
        services.AddSingleton<IModelRuntime>(provider => provider.GetRequiredService<KubernetesRuntime>());
        if (!follow)
            return services;
        services.AddHostedService<Follower>();
        services.AddSingleton<ISystemPart, KubernetesRuntimePart>();
        return services;
    }

    private sealed class Follower(KubernetesRuntime runtime) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => runtime.RunAsync(stoppingToken);
    }
}
