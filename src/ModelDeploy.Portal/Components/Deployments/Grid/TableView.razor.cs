using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Portal.Components.Deployments.Grid.Listing;

namespace ModelDeploy.Portal.Components.Deployments.Grid;

/// <summary>A row for each deployment, sorted by the heads.</summary>
public sealed partial class TableView
{
    /// <summary>In pixels, as the style sheet draws it; only a first guess, the browser measures.</summary>
    private const float RowHeight = 60;

    private const double TickWidth = 2.75;
    private const double ActionsWidth = 5.25;

    private Virtualize<(int Place, Deployment Deployment)>? _rows;

    /// <summary>Which columns.</summary>
    [Parameter, EditorRequired] public required EquatableList<GridColumn> Columns { get; set; }

    /// <summary>Called with the order that somebody wants instead.</summary>
    [Parameter] public EventCallback<DeploymentOrder> OnSort { get; set; }

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (_rows is not null)
            await _rows.RefreshDataAsync();
    }

    private ValueTask<ItemsProviderResult<(int, Deployment)>> RowsAsync(ItemsProviderRequest request) => new(
        new ItemsProviderResult<(int, Deployment)>(
            Shown.Skip(request.StartIndex).Take(request.Count).Select((deployment, i) => (request.StartIndex + i + 1, deployment)).ToList(), Shown.Count));

    private static string Rem(double width) => string.Create(CultureInfo.InvariantCulture, $"{width}rem");

    private string? SortOf(GridColumn column) => column != Query.Order.By ? null : Query.Order.Descending ? "descending" : "ascending";
}
