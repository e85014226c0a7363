using Microsoft.Extensions.Diagnostics.HealthChecks;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Operations;
using ModelDeploy.Core.Reconciling;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Portal.Options;

namespace ModelDeploy.Portal.Setup;

/// <summary>The controller inside this process.</summary>
public static class ControllerSetup
{
    private const int WorkersInCluster = 16;

    /// <summary>Adds it where this process takes that part. Needs a store and a runtime.</summary>
    public static void AddController(this WebApplicationBuilder builder, ModelDeployOptions options)
    {
        builder.Services.AddSingleton<FirstLookCheck>();
        builder.Services.AddHealthChecks().AddCheck<FirstLookCheck>("controller", tags: [HealthSetup.Ready]);
        if (options.Controller is ControllerKind.External)
            builder.AddOnlooker();
        else if (options.Takes(Role.Controller))
            builder.AddOwnController(options);
    }

    private static void AddOwnController(this WebApplicationBuilder builder, ModelDeployOptions options)
    {
        // In a cluster a pass is six or seven questions to the API server, one after the other.
        if (options.Runtime is RuntimeKind.Kubernetes)
            builder.Services.AddSingleton(new ControllerOptions { Workers = WorkersInCluster });
        builder.Services.AddSingleton<Admission>();
        builder.Services.AddSingleton<Reconciler>();
        builder.Services.AddHostedSingleton<ControllerService>();
        builder.Services.AddSingleton<ISystemPart, ControllerPart>();
    }

    private static void AddOnlooker(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Sightings>();
        builder.Services.AddHostedService<Onlooker>();
    }

    /// <summary>
    /// Ready once a controller has looked at every deployment, here or elsewhere: from then on what is shown and routed to is true. Passes
    /// that fail are told and leave it ready: a portal that cannot be reached would tell nobody.
    /// </summary>
    private sealed class FirstLookCheck(FirstLooks looks, Outages outages, ControllerService? controller = null) : IHealthCheck
    {
        private volatile bool _seen;

        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            if (controller is { FirstSweepDone: true } || looks.OthersVouch)
                _seen = true;
            var trouble = controller?.Trouble?.Because ?? outages.Of(OutageOf.Passes)?.Because;
            return Task.FromResult(
                _seen && trouble is not null ? HealthCheckResult.Degraded(trouble)
                : _seen ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("No controller has looked at every deployment yet."));
        }
    }
}
