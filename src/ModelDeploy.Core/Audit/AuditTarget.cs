using ModelDeploy.Core.Accounts;

namespace ModelDeploy.Core.Audit;

/// <summary>What something was done to.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Id">What it is called for ever: an id, a name, a path. Never a secret.</param>
/// <param name="Group">The group that it belongs to, whose administrators may read of it; null: system administrators alone.</param>
public sealed record AuditTarget(AuditTargetKind Kind, string Id, string? Group = null)
{
    /// <summary>A person.</summary>
    public static AuditTarget Person(PersonKey person) => new(AuditTargetKind.Person, person.ToString());

    /// <summary>Somebody's session, under the name they gave or have.</summary>
    public static AuditTarget Session(string name) => new(AuditTargetKind.Session, name);
}
