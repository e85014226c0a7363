using ModelDeploy.Core.Accounts;

namespace ModelDeploy.Core.Audit;

/// <summary>Something that somebody did or was refused.</summary>
public sealed record AuditEvent
{
    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who; null when that is not known, as of a sign-in that was refused.</summary>
    public PersonRef? Who { get; init; }

    /// <summary>From where; null when nothing came from anywhere, as of the portal itself.</summary>
    public AuditOrigin? From { get; init; }

    /// <summary>What.</summary>
    public required AuditAction Action { get; init; }

    /// <summary>What came of it.</summary>
    public required AuditOutcome Outcome { get; init; }

    /// <summary>To what.</summary>
    public required AuditTarget Target { get; init; }

    /// <summary>The revision that it made of a deployment, else null.</summary>
    public long? Revision { get; init; }

    /// <summary>Why: in the person's own words, or why it was refused. May be empty.</summary>
    public string Message { get; init; } = "";

    /// <summary>What changed, field by field; empty where nothing did, and for a deployment's first revision, which its history holds.</summary>
    public EquatableList<AuditedField> Changes { get; init; } = [];

    /// <summary>How many refusals before this one were not written, as too many came at once (<see cref="RefusalBudget"/>).</summary>
    public int NotWritten { get; init; }
}
