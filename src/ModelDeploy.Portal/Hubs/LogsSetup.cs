using Microsoft.AspNetCore.SignalR;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Logs;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Portal.Setup;

namespace ModelDeploy.Portal.Hubs;

/// <summary>Logs: the follower that reads them once, and the hub that hands them to browsers.</summary>
public static class LogsSetup
{
    /// <summary>Registers the follower and SignalR. Needs a runtime, the deployment feed and the session rules.</summary>
    public static void AddLogs(this WebApplicationBuilder builder)
    {
        builder.Services.AddHostedSingleton<HubSessions>();
        builder.Services.AddSignalR().AddHubOptions<LogsHub>(options => options.AddFilter<HubSessions>());
        builder.Services.AddSingleton(services => new LogFollower(
            services.GetRequiredService<IModelRuntime>(),
            MaySee(services.GetRequiredService<DeploymentFeed>()),
            new LogFollowerOptions(),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<LogFollower>>()));
    }

    /// <summary>Maps the hub at <c>/hubs/logs</c>. A connection ends with the session that opened it.</summary>
    public static void MapLogsHub(this WebApplication app) =>
        app.MapHub<LogsHub>("/hubs/logs", options => options.CloseOnAuthenticationExpiration = true);

    private static Func<Viewer, DeploymentKey, bool> MaySee(DeploymentFeed feed) =>
        (viewer, key) => feed.Find(viewer, key.Id) is not null;
}
