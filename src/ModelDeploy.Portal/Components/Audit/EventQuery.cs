using ModelDeploy.Core.Audit;

namespace ModelDeploy.Portal.Components.Audit;

/// <summary>What the page of all events is asked to show; lives in its address.</summary>
/// <param name="What">Only of the thing with this id or name, or null for all.</param>
/// <param name="Action">Only this kind of action, or null for all.</param>
/// <param name="Outcome">Only what came of it so, or null for both.</param>
public sealed record EventQuery(string? What, AuditAction? Action, AuditOutcome? Outcome)
{
    /// <summary>Shows everything.</summary>
    public static EventQuery None { get; } = new(null, null, null);

    /// <summary>From the query's values as they came; what cannot be understood filters nothing.</summary>
    public static EventQuery FromQuery(string? what, string? action, string? outcome) =>
        new(AuditQuery.TextOrNull(what), Known<AuditAction>(action), Known<AuditOutcome>(outcome));

    /// <summary>The values for the address; null where a parameter is left out.</summary>
    public IReadOnlyDictionary<string, object?> ToQuery() => new Dictionary<string, object?>
    {
        ["what"] = What,
        ["action"] = Action?.ToString().ToLowerInvariant(),
        ["outcome"] = Outcome?.ToString().ToLowerInvariant(),
    };

    /// <summary>The same, asked of the audit.</summary>
    public AuditFilter ToFilter() => new() { TargetId = What, Action = Action, Outcome = Outcome };

    /// <summary>The value that a control or an address names; null when it names none.</summary>
    public static T? Known<T>(string? name) where T : struct, Enum =>
        Enum.TryParse<T>(name, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : null;
}
