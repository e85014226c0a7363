using Microsoft.Extensions.Logging;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Operations;

namespace ModelDeploy.Core.Audit;

/// <summary>
/// Writes down what people did and were refused. What was done cannot be undone by an audit that fails: then the event stands in the log,
/// whole, and Health says that the audit is not written.
/// </summary>
public sealed partial class AuditTrail(IAuditLog log, TimeProvider clock, ILogger<AuditTrail> logger)
{
    private readonly Lock _counting = new();
    private RefusalBudget _budget = RefusalBudget.Full;
    private Outage? _trouble;

    /// <summary>Why nothing can be written, and since when; null while it can.</summary>
    public Outage? Trouble => Volatile.Read(ref _trouble);

    /// <summary>Somebody changed something.</summary>
    /// <param name="by">Who.</param>
    /// <param name="action">What.</param>
    /// <param name="target">To what.</param>
    /// <param name="before">As it was, without secrets; null when it was not there.</param>
    /// <param name="after">As it is, without secrets; null when it is gone.</param>
    /// <param name="message">Why, where that is not plain; English.</param>
    public Task DoneAsync<T>(Viewer by, AuditAction action, AuditTarget target, T? before, T? after, string message = "") where T : class =>
        WriteAsync(Event(by, action, AuditOutcome.Done, target) with { Changes = AuditDiff.Of(before, after), Message = message });

    /// <summary>Somebody changed a deployment; of a first revision the fields are in its history.</summary>
    public Task DoneAsync(Viewer by, Deployment? before, Deployment after, Change change) =>
        WriteAsync(Event(by, ActionOf(change.Action), AuditOutcome.Done, TargetOf(after)) with
        {
            Revision = after.Generation,
            Message = change.Message,
            Changes = before is null ? [] : AuditDiff.Of(before.Spec.Redact().WithoutClients(), after.Spec.Redact().WithoutClients()),
        });

    /// <summary>Somebody did something that changes nothing that is kept: came, or left.</summary>
    public Task DoneAsync(Viewer by, AuditAction action, AuditTarget target, string message = "") =>
        WriteAsync(Event(by, action, AuditOutcome.Done, target) with { Message = message });

    /// <summary>Somebody was refused.</summary>
    /// <param name="by">Who; null when nobody knows.</param>
    /// <param name="from">From where, when it is not known who.</param>
    /// <param name="action">What they wanted.</param>
    /// <param name="target">Of what.</param>
    /// <param name="why">Why not; English, without secrets.</param>
    public Task DeniedAsync(Viewer? by, AuditOrigin? from, AuditAction action, AuditTarget target, string why)
    {
        int? tells;
        lock (_counting)
            (_budget, tells) = _budget.Spend(clock.GetUtcNow());
        return tells is not { } notWritten ? Task.CompletedTask : WriteAsync(Event(by, action, AuditOutcome.Denied, target) with
        {
            From = by?.From ?? from,
            Message = why,
            NotWritten = notWritten,
        });
    }

    /// <summary>The same for a command that answers that it is forbidden; every other answer passes.</summary>
    public async Task<CommandResult<T>> WatchAsync<T>(Viewer by, AuditAction action, AuditTarget target, Task<CommandResult<T>> answer)
    {
        var result = await answer;
        if (result is CommandResult<T>.Forbidden forbidden)
            await DeniedAsync(by, null, action, target, forbidden.Why);
        return result;
    }

    /// <summary>The portal itself did something.</summary>
    public Task NoteAsync(AuditAction action, AuditTarget target, EquatableList<AuditedField> changes) =>
        WriteAsync(Event(Viewer.System, action, AuditOutcome.Done, target) with { Changes = changes });

    /// <summary>How a deployment is named in the audit.</summary>
    public static AuditTarget TargetOf(Deployment deployment) => new(AuditTargetKind.Deployment, deployment.Id, deployment.Spec.Group);

    private AuditEvent Event(Viewer? by, AuditAction action, AuditOutcome outcome, AuditTarget target) => new()
    {
        At = clock.GetUtcNow(),
        Who = by?.Ref,
        From = by?.From,
        Action = action,
        Outcome = outcome,
        Target = target,
    };

    // Not cancelled by whoever asked: it was done, or they tried.
    private async Task WriteAsync(AuditEvent what)
    {
        try
        {
            var entry = await log.AppendAsync(what, CancellationToken.None);
            Volatile.Write(ref _trouble, null);
            Written(logger, new AuditHead(entry.Number, entry.Hash), what.Action, what.Outcome, $"{what.Who?.Key}", what.Target.Kind, what.Target.Id);
        }
        catch (StoreUnavailableException trouble)
        {
            Volatile.Write(ref _trouble, new Outage(OutageOf.Store, Trouble?.Since ?? what.At, trouble.Message));
            NotWritten(logger, AuditJson.Write(what), trouble.Message);
        }
    }

    /// <summary>What somebody wanted of a deployment, as the audit calls it.</summary>
    public static AuditAction ActionOf(DeploymentAction wanted) => wanted switch
    {
        DeploymentAction.Update => AuditAction.DeploymentUpdated,
        DeploymentAction.Start => AuditAction.DeploymentStarted,
        DeploymentAction.Stop => AuditAction.DeploymentStopped,
        DeploymentAction.RollBack => AuditAction.DeploymentRolledBack,
        DeploymentAction.Delete => AuditAction.DeploymentDeleted,
    };

    private static AuditAction ActionOf(ChangeAction action) => action switch
    {
        ChangeAction.Created => AuditAction.DeploymentCreated,
        ChangeAction.Updated => AuditAction.DeploymentUpdated,
        ChangeAction.Started => AuditAction.DeploymentStarted,
        ChangeAction.Stopped => AuditAction.DeploymentStopped,
        ChangeAction.RolledBack => AuditAction.DeploymentRolledBack,
        ChangeAction.Deleted => AuditAction.DeploymentDeleted,
        ChangeAction.KeysChanged => AuditAction.KeysChanged,
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "Audit {Head}: {Action} {Outcome} by {Who}, {Kind} {Target}")]
    private static partial void Written(ILogger logger, AuditHead head, AuditAction action, AuditOutcome outcome, string who, AuditTargetKind kind, string target);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The audit does not hold this, which was done or refused: {Event} ({Because})")]
    private static partial void NotWritten(ILogger logger, string @event, string because);
}
