using Microsoft.Extensions.DependencyInjection.Extensions;
using ModelDeploy.Core.Audit;
using ModelDeploy.Core.Operations;
using ModelDeploy.Portal.Setup;

namespace ModelDeploy.Portal.Audit;

/// <summary>Who did what and who was refused: where it is written, and who writes it.</summary>
public static class AuditSetup
{
    /// <summary>Adds the trail. A store that keeps no audit leaves it to the log.</summary>
    public static void AddAudit(this WebApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton<IAuditLog, LoggedAuditLog>();
        builder.Services.AddSingleton<AuditTrail>();
        builder.Services.AddSingleton<AuditReader>();
        builder.Services.AddSingleton<ISystemPart, AuditPart>();
        builder.Services.AddHostedService<SettingsNote>();
        builder.Services.AddHealthChecks().AddCheck<AuditCheck>("audit", tags: [HealthSetup.Ready]);
    }
}
