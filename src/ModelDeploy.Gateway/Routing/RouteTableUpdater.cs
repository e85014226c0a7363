using Microsoft.Extensions.Hosting;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;

namespace ModelDeploy.Gateway.Routing;

/// <summary>Keeps the routes true: the gateway is one more viewer of the feed.</summary>
internal sealed class RouteTableUpdater(DeploymentFeed feed, GatewayRoutes routes) : BackgroundService
{
    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = await feed.SubscribeAsync(Viewer.System, stoppingToken);
        var table = RouteTable.Empty.Fold(subscription.TakeSnapshot().Select(deployment => new DeploymentChange(deployment.Key, deployment)));
        routes.Replace(table);
        await foreach (var batch in subscription.Batches.WithCancellation(stoppingToken))
        {
            table = table.Fold(batch);
            routes.Replace(table);
        }
    }
}
