using ModelDeploy.Core;
using ModelDeploy.Core.Audit;
using ModelDeploy.Portal.Options;

namespace ModelDeploy.Portal.Audit;

/// <summary>Writes down with which settings the portal starts, beside those of the last start: settings change only by a start.</summary>
internal sealed partial class SettingsNote(IAuditLog log, AuditTrail trail, IConfiguration configuration, ILogger<SettingsNote> logger) : IHostedService
{
    private static readonly AuditTarget Portal = new(AuditTargetKind.Portal, Environment.MachineName);

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            var before = (await log.SearchAsync(new AuditFilter { Action = AuditAction.PortalStarted }, null, 1, cancellationToken)).FirstOrDefault();
            await trail.NoteAsync(AuditAction.PortalStarted, Portal, AuditedSettings.Beside(before?.Event.Changes ?? [], AuditedSettings.Of(configuration.GetSection(ModelDeployOptions.Section))));
        }
        catch (StoreUnavailableException trouble)
        {
            NotRead(logger, trouble);
        }
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Critical, Message = "The audit does not hold this start, as it cannot be read")]
    private static partial void NotRead(ILogger logger, Exception trouble);
}
