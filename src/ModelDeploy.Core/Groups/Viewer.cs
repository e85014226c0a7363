using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Audit;

namespace ModelDeploy.Core.Groups;

/// <summary>Somebody who looks or asks: the person behind a circuit, a request or a connection.</summary>
/// <param name="Person">Who it is.</param>
/// <param name="Name">The name to write into changes.</param>
/// <param name="IsSystemAdmin">Whether everything is open to them.</param>
public sealed record Viewer(PersonKey Person, string Name, bool IsSystemAdmin)
{
    /// <summary>The platform's own parts, the gateway for one: they see everything.</summary>
    public static Viewer System { get; } = new(PersonRef.System.Key, PersonRef.System.Name, IsSystemAdmin: true);

    /// <summary>From where they act, for the audit; null when nobody knows.</summary>
    public AuditOrigin? From { get; init; }

    /// <summary>How this viewer is written into a change.</summary>
    public PersonRef Ref => new(Person, Name);
}
