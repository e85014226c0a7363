using Microsoft.AspNetCore.Components;
using Radzen;

namespace ModelDeploy.Portal.Components.Shared;

/// <summary>A table whose columns can be sorted. Its order lasts as long as it is on the page.</summary>
/// <typeparam name="TItem">What a row shows; its public properties are what columns sort by.</typeparam>
public sealed partial class DataTable<TItem>
{
    private IEnumerable<TItem>? _shown;
    private List<TItem> _rows = [];

    /// <summary>What the table holds, said to those who cannot see it.</summary>
    [Parameter, EditorRequired] public required string Caption { get; set; }

    /// <summary>The rows, in their order until somebody sorts. A list that is changed in place is not noticed.</summary>
    [Parameter, EditorRequired] public required IEnumerable<TItem> Items { get; set; }

    /// <summary>A <see cref="DataColumn{TItem}"/> for each column.</summary>
    [Parameter, EditorRequired] public required RenderFragment Columns { get; set; }

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        if (Equals(_shown, Items))
            return;
        (_shown, _rows) = (Items, [.. Items]);
    }

    private static void Describe(DataGridCellRenderEventArgs<TItem> cell)
    {
        if (cell.Column?.CssClass is DataColumnKind.RowHeader)
            cell.Attributes["role"] = "rowheader";
        else if (cell.Column?.CssClass is not DataColumnKind.Actions)
            cell.Attributes["data-label"] = cell.Column?.Title ?? "";
    }
}
