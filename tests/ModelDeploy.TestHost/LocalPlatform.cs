using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ModelDeploy.Core.Audit;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Reconciling;
using ModelDeploy.Local.Processes;
using ModelDeploy.Local.Store;

namespace ModelDeploy.TestHost;

/// <summary>The portal on one machine without its pages: store, controller and process runtime, put together as its set-up does.</summary>
public static class LocalPlatform
{
    /// <summary>For stores whose deployments have no secrets.</summary>
    public static SecretCipher NoSecrets { get; } = new(static text => text, static text => text);

    /// <summary>A host over an open store; it does nothing before it is started. Dispose the store after it.</summary>
    public static IHost Build(LocalStore store, ProcessRuntimeOptions processes, TimeProvider clock, ILoggerProvider? logs = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        if (logs is not null)
            builder.Logging.AddProvider(logs);
        var services = builder.Services;
        services.AddLocalStore(store);
        services.AddSingleton(clock);
        services.AddSingleton(new SpecLimits());
        AddHosted<CatalogCache>(services);
        services.AddSingleton<FirstLooks>();
        AddHosted<DeploymentFeed>(services);
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<DeploymentCommands>();
        services.AddProcessRuntime(_ => processes);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = processes.StopGrace + TimeSpan.FromSeconds(10));
        services.AddSingleton<Admission>();
        services.AddSingleton<Reconciler>();
        AddHosted<ControllerService>(services);
        return builder.Build();
    }

    private static void AddHosted<T>(IServiceCollection services) where T : class, IHostedService
    {
        services.AddSingleton<T>();
        services.AddHostedService(provider => provider.GetRequiredService<T>());
    }
}
