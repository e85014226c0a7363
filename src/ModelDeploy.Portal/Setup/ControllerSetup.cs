using Microsoft.Extensions.Diagnostics.HealthChecks;
using ModelDeploy.Core.Operations;
using ModelDeploy.Core.Reconciling;

namespace ModelDeploy.Portal.Setup;

/// <summary>The controller inside this process.</summary>
public static class ControllerSetup
{
    /// <summary>Adds it. Needs a store and a runtime.</summary>
    public static void AddController(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Admission>();
        builder.Services.AddSingleton<Reconciler>();
        builder.Services.AddHostedSingleton<ControllerService>();
        builder.Services.AddSingleton<ISystemPart, ControllerPart>();
        builder.Services.AddHealthChecks().AddCheck<FirstSweepCheck>("controller", tags: [HealthSetup.Ready]);
    }

    private sealed class FirstSweepCheck(ControllerService controller) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(controller.FirstSweepDone
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("The controller has not looked at every deployment yet."));
    }
}
