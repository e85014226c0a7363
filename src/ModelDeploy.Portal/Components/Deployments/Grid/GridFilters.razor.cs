using Microsoft.AspNetCore.Components;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;

namespace ModelDeploy.Portal.Components.Deployments.Grid;

/// <summary>Search, counts per status and groups above the grid. It only tells what is wanted; the page keeps it.</summary>
public partial class GridFilters
{
    /// <summary>What is shown now.</summary>
    [Parameter, EditorRequired] public required DeploymentFilter Filter { get; set; }

    /// <summary>How many there are per phase.</summary>
    [Parameter, EditorRequired] public required IReadOnlyDictionary<DeploymentPhase, int> Counts { get; set; }

    /// <summary>The groups to choose from.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<Group> Groups { get; set; }

    /// <summary>Called with what shall be shown instead.</summary>
    [Parameter] public EventCallback<DeploymentFilter> OnChange { get; set; }

    private Task SearchAsync(string? text) => OnChange.InvokeAsync(Filter with { Search = text ?? "" });

    private Task ShowAsync(DeploymentPhase? status) => OnChange.InvokeAsync(Filter with { Status = status });

    private Task GroupAsync(ChangeEventArgs input) =>
        OnChange.InvokeAsync(Filter with { Group = input.Value?.ToString() is { Length: > 0 } group ? group : null });

    private static string Pressed(bool pressed) => pressed ? "true" : "false";
}
