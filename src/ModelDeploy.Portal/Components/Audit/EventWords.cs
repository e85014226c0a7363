using ModelDeploy.Core.Audit;
using ModelDeploy.Core.Texts;

namespace ModelDeploy.Portal.Components.Audit;

/// <summary>Events of the audit in words.</summary>
public static class EventWords
{
    private const int FieldsInSummary = 3;

    /// <summary>For example <c>Deployment updated</c>.</summary>
    public static string Of(AuditAction action) => action switch
    {
        AuditAction.DeploymentCreated => AuditTexts.DeploymentCreated,
        AuditAction.DeploymentUpdated => AuditTexts.DeploymentUpdated,
        AuditAction.DeploymentStarted => AuditTexts.DeploymentStarted,
        AuditAction.DeploymentStopped => AuditTexts.DeploymentStopped,
        AuditAction.DeploymentRolledBack => AuditTexts.DeploymentRolledBack,
        AuditAction.DeploymentDeleted => AuditTexts.DeploymentDeleted,
        AuditAction.KeysChanged => AuditTexts.KeysChanged,
        AuditAction.GroupCreated => AuditTexts.GroupCreated,
        AuditAction.GroupChanged => AuditTexts.GroupChanged,
        AuditAction.GroupDeleted => AuditTexts.GroupDeleted,
        AuditAction.InstanceTypeSaved => AuditTexts.InstanceTypeSaved,
        AuditAction.InstanceTypeDeleted => AuditTexts.InstanceTypeDeleted,
        AuditAction.PersonAdded => AuditTexts.PersonAdded,
        AuditAction.PersonChanged => AuditTexts.PersonChanged,
        AuditAction.PersonDeleted => AuditTexts.PersonDeleted,
        AuditAction.PasswordReset => AuditTexts.PasswordReset,
        AuditAction.PasswordChanged => AuditTexts.PasswordChanged,
        AuditAction.TokenCreated => AuditTexts.TokenCreated,
        AuditAction.TokenRevoked => AuditTexts.TokenRevoked,
        AuditAction.TokenUsed => AuditTexts.TokenUsed,
        AuditAction.SignedIn => AuditTexts.SignedIn,
        AuditAction.SignedOut => AuditTexts.SignedOut,
        AuditAction.Asked => AuditTexts.Asked,
        AuditAction.PortalStarted => AuditTexts.PortalStarted,
    };

    /// <summary>For example <c>Refused</c>.</summary>
    public static string Of(AuditOutcome outcome) => outcome switch
    {
        AuditOutcome.Done => AuditTexts.Done,
        AuditOutcome.Denied => AuditTexts.Denied,
    };

    /// <summary>For example <c>Instance type</c>.</summary>
    public static string Of(AuditTargetKind kind) => kind switch
    {
        AuditTargetKind.Deployment => AuditTexts.KindDeployment,
        AuditTargetKind.Group => AuditTexts.KindGroup,
        AuditTargetKind.InstanceType => AuditTexts.KindInstanceType,
        AuditTargetKind.Person => AuditTexts.KindPerson,
        AuditTargetKind.Token => AuditTexts.KindToken,
        AuditTargetKind.Session => AuditTexts.KindSession,
        AuditTargetKind.Path => AuditTexts.KindPath,
        AuditTargetKind.Portal => AuditTexts.KindPortal,
    };

    /// <summary>The fields that differ: of a start the settings that are others than at the start before.</summary>
    public static IEnumerable<AuditedField> Differences(AuditEvent what) => what.Changes.Where(field => field.Before != field.After);

    /// <summary>Why it was done or refused, else the first fields that changed.</summary>
    public static string SummaryOf(AuditEvent what)
    {
        if (what.Message.Length > 0)
            return what.Message;
        var fields = Differences(what).Select(field => field.Field).ToList();
        var first = string.Join(", ", fields.Take(FieldsInSummary));
        return fields.Count > FieldsInSummary ? AuditTexts.AndMore.With(first, fields.Count - FieldsInSummary) : first;
    }
}
