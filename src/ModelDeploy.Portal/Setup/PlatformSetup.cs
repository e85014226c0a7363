using ModelDeploy.Core.Clients;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Journal;
using ModelDeploy.Core.Operations;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Portal.Options;

namespace ModelDeploy.Portal.Setup;

/// <summary>Core's services: what everybody reads, and what people can do.</summary>
public static class PlatformSetup
{
    /// <summary>Adds them. Needs a store and a runtime.</summary>
    public static void AddPlatform(this WebApplicationBuilder builder, ModelDeployOptions options)
    {
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new SpecLimits(options.Limits.Replicas));

        services.AddHostedSingleton<CatalogCache>();
        services.AddSingleton<FirstLooks>();
        services.AddHostedSingleton<DeploymentFeed>();

        services.AddSingleton<DeploymentCommands>();
        services.AddSingleton(new ClientKeyOptions(ForPasswordFiles: options is { Runtime: RuntimeKind.Kubernetes, Kubernetes.Exposure: ExposureKind.DirectIngress }));
        services.AddSingleton<ClientKeyCommands>();
        services.AddSingleton<GroupCommands>();
        services.AddSingleton<InstanceTypeCommands>();
        services.AddSingleton<HistoryReader>();
        services.AddSingleton<ImageSuggestions>();
        services.AddSingleton<UsageReader>();
        services.AddSingleton<UsageRecorder>();
        if (options.Takes(Role.Portal))
            services.AddHostedService(provider => provider.GetRequiredService<UsageRecorder>());
        services.AddSingleton<Outages>();
        services.AddSingleton<SystemReader>();
        services.AddSingleton<ISystemPart, PortalPart>();
        services.AddSingleton<StoreCheck>();
        services.AddHealthChecks().AddCheck<StoreCheck>("store", tags: [HealthSetup.Ready]);
    }

    /// <summary>One instance that runs with the host and that others can ask for.</summary>
    public static void AddHostedSingleton<T>(this IServiceCollection services) where T : class, IHostedService
    {
        services.AddSingleton<T>();
        services.AddHostedService(provider => provider.GetRequiredService<T>());
    }
}
