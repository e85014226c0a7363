namespace ModelDeploy.Core.Audit;

/// <summary>Which entries are meant; what is null does not matter.</summary>
public sealed record AuditFilter
{
    /// <summary>Every entry there is.</summary>
    public static AuditFilter All { get; } = new();

    /// <summary>Only of what belongs to one of these groups; empty means of none.</summary>
    public IReadOnlyCollection<string>? Groups { get; init; }

    /// <summary>Only of things with this id or name.</summary>
    public string? TargetId { get; init; }

    /// <summary>Only this kind of action.</summary>
    public AuditAction? Action { get; init; }

    /// <summary>Only what came of it so.</summary>
    public AuditOutcome? Outcome { get; init; }
}
