using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ModelDeploy.Core.Operations;
using ModelDeploy.Core.Runtimes;

namespace ModelDeploy.Local.Processes;

/// <summary>Registers the process runtime.</summary>
public static class ProcessRuntimeSetup
{
    /// <summary>
    /// Makes <see cref="IModelRuntime"/> the processes of this machine. Register it before the controller: hosted services stop in
    /// reverse order, and replicas are ended when nobody looks at them any more. The host's shutdown timeout must exceed the grace.
    /// </summary>
    public static IServiceCollection AddProcessRuntime(this IServiceCollection services, Func<IServiceProvider, ProcessRuntimeOptions> options)
    {
        services.AddSingleton(options);
        services.AddSingleton<ProcessRuntime>();
        services.AddSingleton<IModelRuntime>(provider => provider.GetRequiredService<ProcessRuntime>());
        services.AddHostedService(provider => provider.GetRequiredService<ProcessRuntime>());
        services.AddSingleton<ISystemPart, ProcessRuntimePart>();
        return services;
    }
}
