using Microsoft.AspNetCore.SignalR;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Logs;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Portal.Exports;
using ModelDeploy.Portal.Setup;

namespace ModelDeploy.Portal.Hubs;

/// <summary>Logs: the follower that reads them once, the archive of what was before, and how both come to browsers.</summary>
public static class LogsSetup
{
    /// <summary>Registers the follower and SignalR. Needs a runtime, the deployment feed and the session rules.</summary>
    public static void AddLogs(this WebApplicationBuilder builder)
    {
        builder.Services.AddHostedSingleton<HubSessions>();
        builder.Services.AddSignalR().AddHubOptions<LogsHub>(options => options.AddFilter<HubSessions>());
        builder.Services.AddSingleton(services => new LogFollower(
            services.GetRequiredService<IModelRuntime>(),
            LogAccess.By(services.GetRequiredService<DeploymentFeed>()),
            new LogFollowerOptions(),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<LogFollower>>()));
        builder.Services.AddSingleton(services => new LogArchive(
            services.GetRequiredService<IModelRuntime>(), LogAccess.By(services.GetRequiredService<DeploymentFeed>())));
    }

    /// <summary>Maps the hub at <c>/hubs/logs</c>, where a connection ends with the session that opened it, and the download.</summary>
    public static void MapLogs(this WebApplication app)
    {
        app.MapHub<LogsHub>("/hubs/logs", options => options.CloseOnAuthenticationExpiration = true);
        app.MapLogDownload();
    }
}
