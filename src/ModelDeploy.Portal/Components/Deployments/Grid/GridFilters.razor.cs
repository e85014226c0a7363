using Microsoft.AspNetCore.Components;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Portal.Components.Deployments.Grid.Listing;

namespace ModelDeploy.Portal.Components.Deployments.Grid;

/// <summary>Search, counts per status and groups above the grid. It only tells what is wanted; the page keeps it.</summary>
public partial class GridFilters
{
    /// <summary>How many images are offered: a longer list is what the search is for.</summary>
    private const int MostImages = 200;

    /// <summary>What is shown now.</summary>
    [Parameter, EditorRequired] public required DeploymentFilter Filter { get; set; }

    /// <summary>How many there are per phase.</summary>
    [Parameter, EditorRequired] public required IReadOnlyDictionary<DeploymentPhase, int> Counts { get; set; }

    /// <summary>The groups to choose from.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<Group> Groups { get; set; }

    /// <summary>The images to choose from, without versions.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<string> Images { get; set; }

    /// <summary>Called with what shall be shown instead.</summary>
    [Parameter] public EventCallback<DeploymentFilter> OnChange { get; set; }

    private Task SearchAsync(string? text) => OnChange.InvokeAsync(Filter with { Search = text ?? "" });

    private Task ShowAsync(DeploymentPhase? status) => OnChange.InvokeAsync(Filter with { Status = status });

    private Task GroupAsync(ChangeEventArgs input) =>
        OnChange.InvokeAsync(Filter with { Group = input.Value?.ToString() is { Length: > 0 } group ? group : null });

    private Task ImageAsync(ChangeEventArgs input) =>
        OnChange.InvokeAsync(Filter with { Image = GridQuery.TextOrNull(input.Value?.ToString()) });

    /// <summary>The chosen one is always among them, even when nothing uses it any more.</summary>
    private IEnumerable<string> ImageChoices =>
        Images.Take(MostImages).Concat(Filter.Image is null ? [] : [Filter.Image]).Distinct(StringComparer.Ordinal);

    private static string Pressed(bool pressed) => pressed ? "true" : "false";
}
