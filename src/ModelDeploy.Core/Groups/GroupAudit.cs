using ModelDeploy.Core.Audit;

namespace ModelDeploy.Core.Groups;

/// <summary>How the audit tells that a group changed.</summary>
internal static class GroupAudit
{
    /// <summary>Writes down what became of a group.</summary>
    public static Task DoneAsync(AuditTrail audit, Viewer by, AuditAction action, Group? before, Group? after, string message = "") =>
        audit.DoneAsync(by, action, TargetOf((after ?? before!).Name), before is null ? null : Told(before), after is null ? null : Told(after), message);

    /// <summary>How a group is named in the audit.</summary>
    public static AuditTarget TargetOf(string name) => new(AuditTargetKind.Group, name, name);

    /// <summary>Members under their keys, so that one who comes or goes is one difference.</summary>
    private static object Told(Group group) => new
    {
        group.DisplayName,
        group.ModelDeploymentEnabled,
        group.Quota,
        Members = group.Members.ToDictionary(member => $"{member.Person}", member => member.Role),
    };
}
