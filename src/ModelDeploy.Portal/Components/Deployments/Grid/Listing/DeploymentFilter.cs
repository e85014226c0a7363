using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Portal.Components.Deployments.Grid.Listing;

/// <summary>Which deployments the page is asked to show; lives in the page's address, so that links, reload and back work.</summary>
public sealed record DeploymentFilter
{
    /// <summary>Shows everything.</summary>
    public static DeploymentFilter None { get; } = new();

    /// <summary>Words that must all be found in name, id, image, group or metadata; empty shows everything.</summary>
    public string Search { get; init; } = "";

    /// <summary>Only this phase, or null for all.</summary>
    public DeploymentPhase? Status { get; init; }

    /// <summary>Only this group (its name), or null for all.</summary>
    public string? Group { get; init; }

    /// <summary>Only this image in any version (<see cref="ImageNames.WithoutVersion"/>), or null for all.</summary>
    public string? Image { get; init; }

    /// <summary>Only what the viewer deployed.</summary>
    public bool Mine { get; init; }

    /// <summary>The phase that the query names; null for none or one that nobody knows.</summary>
    public static DeploymentPhase? PhaseOf(string? status) =>
        Enum.TryParse<DeploymentPhase>(status, ignoreCase: true, out var phase) && Enum.IsDefined(phase) ? phase : null;
}
