using Microsoft.Extensions.Diagnostics.HealthChecks;
using ModelDeploy.Core.Groups;

namespace ModelDeploy.Portal.Setup;

/// <summary>Ready when the store answers.</summary>
public sealed class StoreCheck(ICatalog catalog) : IHealthCheck
{
    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await catalog.ReadAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("The store cannot be read; the log says why.", failure);
        }
    }
}
