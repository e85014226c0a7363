using Microsoft.Extensions.Diagnostics.HealthChecks;
using ModelDeploy.Core.Groups;

namespace ModelDeploy.Portal.Setup;

/// <summary>Ready when the store answers.</summary>
public sealed partial class StoreCheck(ICatalog catalog, ILogger<StoreCheck> logger) : IHealthCheck
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
            Log.Unreadable(logger, failure);
            return HealthCheckResult.Unhealthy("The store cannot be read; the log says why.", failure);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The store cannot be read")]
        public static partial void Unreadable(ILogger logger, Exception failure);
    }
}
