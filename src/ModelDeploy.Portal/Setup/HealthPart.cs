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
        var ill = report.Entries.Count(entry => entry.Value.Status is not HealthStatus.Healthy);
        return new SystemPart(
            "Health",
            ill == 0 ? null : "The portal is not ready: /readyz answers 503.",
            [.. report.Entries.Select(entry => new SystemFact(NameOf(entry.Key), WordsFor(entry.Value)))]);
    }

    private static string NameOf(string check) => char.ToUpperInvariant(check[0]) + check[1..];

    private static string WordsFor(HealthReportEntry entry) =>
        entry.Status is HealthStatus.Healthy ? "Works" : entry.Description ?? entry.Status.ToString();
}
