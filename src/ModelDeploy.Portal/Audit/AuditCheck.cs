using Microsoft.Extensions.Diagnostics.HealthChecks;
using ModelDeploy.Core.Audit;

namespace ModelDeploy.Portal.Audit;

/// <summary>Degraded while what people do is not written down. Not unready: nobody could mend it by a portal that cannot be reached.</summary>
internal sealed class AuditCheck(AuditTrail trail) : IHealthCheck
{
    /// <inheritdoc />
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(trail.Trouble is { } trouble ? HealthCheckResult.Degraded(trouble.Because) : HealthCheckResult.Healthy());
}
