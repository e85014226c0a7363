using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Journal;

namespace ModelDeploy.Portal.Components.Audit;

/// <summary>What the audit trail is asked to show; lives in the page's address, so that links, reload and back work.</summary>
/// <param name="Deployment">Only deployments that bear or bore this id, or null for all.</param>
/// <param name="Action">Only this kind of change, or null for all.</param>
/// <param name="Group">Only this group (its name), or null for all.</param>
public sealed record AuditQuery(string? Deployment, ChangeAction? Action, string? Group)
{
    /// <summary>Shows everything.</summary>
    public static AuditQuery None { get; } = new(null, null, null);

    /// <summary>From the query's values as they came; what cannot be understood filters nothing.</summary>
    public static AuditQuery FromQuery(string? deployment, string? action, string? group) => new(
        TextOrNull(deployment),
        Enum.TryParse<ChangeAction>(action, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : null,
        TextOrNull(group));

    /// <summary>The values for the address; null where a parameter is left out.</summary>
    public IReadOnlyDictionary<string, object?> ToQuery() => new Dictionary<string, object?>
    {
        ["deployment"] = Deployment,
        ["action"] = Action?.ToString().ToLowerInvariant(),
        ["group"] = Group,
    };

    /// <summary>The same, asked of the journal.</summary>
    public JournalFilter ToFilter() => new()
    {
        DeploymentId = Deployment,
        Action = Action,
        Groups = Group is null ? null : [Group],
    };

    /// <summary>Trimmed, and null where nothing is left.</summary>
    public static string? TextOrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
