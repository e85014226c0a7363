using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ModelDeploy.Gateway.Routing;

/// <summary>Healthy once the routes were read: before, every deployment would look unknown.</summary>
internal sealed class RoutesLoadedCheck(GatewayRoutes routes) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(routes.Current is null
            ? HealthCheckResult.Unhealthy("The gateway has not read the deployments yet.")
            : HealthCheckResult.Healthy());
}
