using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Portal.Components.Deployments.Grid;

/// <summary>What the grid is asked to show; lives in the page's address, so that links, reload and back work.</summary>
/// <param name="Search">Text that name, id, image, group or metadata must hold; empty shows everything.</param>
/// <param name="Status">Only this phase, or null for all.</param>
/// <param name="Group">Only this group (its name), or null for all.</param>
public sealed record DeploymentFilter(string Search, DeploymentPhase? Status, string? Group)
{
    /// <summary>From the query's values as they came; what cannot be understood filters nothing.</summary>
    public static DeploymentFilter FromQuery(string? search, string? status, string? group) => new(
        search ?? "",
        Enum.TryParse<DeploymentPhase>(status, ignoreCase: true, out var phase) && Enum.IsDefined(phase) ? phase : null,
        string.IsNullOrWhiteSpace(group) ? null : group);

    /// <summary>Shows everything.</summary>
    public static DeploymentFilter None { get; } = new("", null, null);

    /// <summary>The values for the address; null where a parameter is left out.</summary>
    public IReadOnlyDictionary<string, object?> ToQuery() => new Dictionary<string, object?>
    {
        ["search"] = Search.Length == 0 ? null : Search,
        ["status"] = Status?.ToString().ToLowerInvariant(),
        ["group"] = Group,
    };

    /// <summary>Whether the deployment is shown, its phase left aside: what the counts per status count.</summary>
    public bool MatchesButStatus(Deployment deployment) =>
        (Group is null || deployment.Spec.Group == Group) && Texts(deployment).Any(Holds);

    /// <summary>Whether the deployment is shown.</summary>
    public bool Matches(Deployment deployment) =>
        (Status is null || deployment.Phase == Status) && MatchesButStatus(deployment);

    private bool Holds(string text) => text.Contains(Search.Trim(), StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Texts(Deployment deployment) =>
    [
        deployment.Spec.DisplayName, deployment.Id, deployment.Spec.ModelImage, deployment.Spec.Group,
        .. deployment.Spec.Metadata.Select(entry => $"{entry.Name}={entry.Value}"),
    ];
}
