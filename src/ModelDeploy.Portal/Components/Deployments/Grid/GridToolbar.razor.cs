using Microsoft.AspNetCore.Components;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Texts;
using ModelDeploy.Portal.Components.Deployments.Grid.Listing;

namespace ModelDeploy.Portal.Components.Deployments.Grid;

/// <summary>Selection, order, columns and view. It only tells what is wanted; the page does it.</summary>
public sealed partial class GridToolbar
{
    /// <summary>How many the filter shows.</summary>
    [Parameter, EditorRequired] public required int ShownCount { get; set; }

    /// <summary>What is ticked of them.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<Deployment> Selected { get; set; }

    /// <summary>The order now.</summary>
    [Parameter, EditorRequired] public required DeploymentOrder Order { get; set; }

    /// <summary>Whether changes have left something out of order.</summary>
    [Parameter] public bool IsOutOfOrder { get; set; }

    /// <summary>The view now.</summary>
    [Parameter, EditorRequired] public required GridView View { get; set; }

    /// <summary>The table's columns now.</summary>
    [Parameter, EditorRequired] public required EquatableList<GridColumn> Columns { get; set; }

    /// <summary>Called when all shown shall be ticked, or none if they are.</summary>
    [Parameter] public EventCallback OnSelectAll { get; set; }

    /// <summary>Called when nothing shall be ticked any more.</summary>
    [Parameter] public EventCallback OnClear { get; set; }

    /// <summary>Called when the order shall be true again.</summary>
    [Parameter] public EventCallback OnSortAgain { get; set; }

    /// <summary>Called with another order.</summary>
    [Parameter] public EventCallback<DeploymentOrder> OnSort { get; set; }

    /// <summary>Called with another view.</summary>
    [Parameter] public EventCallback<GridView> OnView { get; set; }

    /// <summary>Called with other columns.</summary>
    [Parameter] public EventCallback<EquatableList<GridColumn>> OnColumns { get; set; }

    /// <summary>The usual orders, and the one that the table was sorted by if it is none of them.</summary>
    private IEnumerable<(string Words, DeploymentOrder Order)> Choices =>
        DeploymentOrder.Choices.Any(choice => choice.Order == Order)
            ? DeploymentOrder.Choices
            : DeploymentOrder.Choices.Append((Order.Descending ? GridTexts.Descending.With(GridColumns.Title(Order.By)) : GridColumns.Title(Order.By), Order));

    private Task SortAsync(ChangeEventArgs input) => OnSort.InvokeAsync(DeploymentOrder.Parse(input.Value?.ToString()));
}
