using Microsoft.Extensions.Diagnostics.HealthChecks;
using ModelDeploy.Core.Operations;

namespace ModelDeploy.Portal.Setup;

/// <summary>What <c>/readyz</c> asks, check by check.</summary>
internal sealed class HealthPart(HealthCheckService health) : ISystemPart
{
    /// <inheritdoc />
    public async Task<SystemPart> DescribeAsync(CancellationToken stop)
    {
        var report = await health.CheckHealthAsync(check => check.Tags.Contains(HealthSetup.Ready), stop);
        var ill = report.Entries.Count(entry => entry.Value.Status is HealthStatus.Unhealthy);
        return new SystemPart(
            SystemTexts.Health,
            ill == 0 ? null : SystemTexts.NotReady,
            [.. report.Entries.Select(entry => new SystemFact(NameOf(entry.Key), WordsFor(entry.Key, entry.Value)))]);
    }

    private static string NameOf(string check) => check switch
    {
        "store" => SystemTexts.Store,
        "controller" => SystemTexts.Controller,
        "gateway" => SystemTexts.Gateway,
        "audit" => SystemTexts.Audit,
        _ => check,
    };

    // What the checks themselves say is for /readyz, and English; the part that is ill says more.
    private static string WordsFor(string check, HealthReportEntry entry) => (check, entry.Status) switch
    {
        (_, HealthStatus.Healthy) => SystemTexts.Works,
        ("store", HealthStatus.Unhealthy) => SystemTexts.StoreNotReady,
        ("controller", HealthStatus.Unhealthy) => SystemTexts.ControllerNotReady,
        ("audit", HealthStatus.Degraded) => SystemTexts.AuditFails,
        ("controller", HealthStatus.Degraded) => SystemTexts.ControllerFails,
        ("gateway", HealthStatus.Unhealthy) => SystemTexts.GatewayNotReady,
        _ => entry.Description ?? entry.Status.ToString(),
    };
}
