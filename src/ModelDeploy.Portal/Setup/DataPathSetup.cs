using ModelDeploy.Gateway;
using ModelDeploy.Portal.Options;

namespace ModelDeploy.Portal.Setup;

/// <summary>The gateway inside this process.</summary>
public static class DataPathSetup
{
    /// <summary>Adds it with the operator's limits. Needs the feed.</summary>
    public static void AddDataPath(this WebApplicationBuilder builder, ModelDeployOptions options)
    {
        builder.Services.AddGateway();
        builder.Services.Configure<GatewayOptions>(gateway =>
        {
            gateway.BodyBytes = options.Limits.BodyBytes;
            gateway.AnswerTimeout = options.Limits.AnswerTimeout;
            gateway.IdleTimeout = options.Limits.IdleTimeout;
            gateway.ConnectTimeout = options.Limits.ConnectTimeout;
            gateway.ReplicasArePods = options.Runtime is RuntimeKind.Kubernetes;
            gateway.EjectAfter = options.Limits.EjectAfter;
            gateway.EjectTime = options.Limits.EjectTime;
            gateway.LongestEjectTime = options.Limits.LongestEjectTime;
            gateway.RetryAfter = options.Limits.RetryAfter;
            gateway.ClientRequestsPerSecond = options.Limits.ClientRequestsPerSecond;
            gateway.ClientUseFile = options.Store is StoreKind.Sqlite ? Path.Combine(options.DataDirectory, "client-uses.json") : null;
            gateway.KeysTrustedFor = options.Limits.KeysTrustedFor;
        });
    }

    /// <summary>Keeps pages of the portal from answering where the data path is meant. Call it before everything else.</summary>
    public static void UseDataPathBorder(this WebApplication app, ModelDeployOptions options)
    {
        if (options.Takes(Role.Gateway))
            app.UseGatewayBorder();
    }

    /// <summary>Maps it where this process takes that part; elsewhere there is nothing at its addresses, whoever asks.</summary>
    public static void MapDataPath(this WebApplication app, ModelDeployOptions options)
    {
        if (options.Takes(Role.Gateway))
            app.MapGateway();
        else
            app.MapShortCircuit(StatusCodes.Status404NotFound, "deployment");
    }
}
