using ModelDeploy.Core;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.Deployments.Grid.Listing;

/// <summary>What there is to know about the table's columns.</summary>
public static class GridColumns
{
    /// <summary>Every column, in order.</summary>
    public static EquatableList<GridColumn> All { get; } = Enum.GetValues<GridColumn>().ToEquatableList();

    /// <summary>What is shown until somebody chooses.</summary>
    public static EquatableList<GridColumn> Usual { get; } =
    [
        GridColumn.Name, GridColumn.Status, GridColumn.Group, GridColumn.Replicas, GridColumn.ModelImage, GridColumn.LastUpdated,
    ];

    /// <summary>The words at its head.</summary>
    public static string Title(GridColumn column) => column switch
    {
        GridColumn.Name => SharedTexts.Name,
        GridColumn.Status => SharedTexts.Status,
        GridColumn.Group => SharedTexts.Group,
        GridColumn.Replicas => SharedTexts.Replicas,
        GridColumn.ModelImage => SharedTexts.ModelImage,
        GridColumn.InstanceType => SharedTexts.InstanceType,
        GridColumn.Endpoint => SharedTexts.Endpoint,
        GridColumn.Metadata => SharedTexts.Metadata,
        GridColumn.LastUpdated => GridTexts.LastUpdated,
        GridColumn.Created => GridTexts.CreationTime,
    };

    /// <summary>How wide it is at least, in rem; what a window has beyond that is shared out. The usual ones fit a laptop's.</summary>
    public static double Width(GridColumn column) => column switch
    {
        GridColumn.Name => 12,
        GridColumn.Status => 11.5,
        GridColumn.Group or GridColumn.Replicas => 6,
        GridColumn.ModelImage => 8.75,
        GridColumn.InstanceType => 8,
        GridColumn.LastUpdated or GridColumn.Created => 9,
        GridColumn.Endpoint or GridColumn.Metadata => 12,
    };

    /// <summary>Its name in the page's address and in what the browser remembers.</summary>
    public static string Key(GridColumn column) => column.ToString().ToLowerInvariant();

    /// <summary>The column of this name, or null.</summary>
    public static GridColumn? Parse(string? key) =>
        Enum.TryParse<GridColumn>(key, ignoreCase: true, out var column) && Enum.IsDefined(column) ? column : null;

    /// <summary>Whether the table can be sorted by it.</summary>
    public static bool IsSortable(GridColumn column) => column is not (GridColumn.Endpoint or GridColumn.Metadata);

    /// <summary>Whether it is always there: a row must say what it is and how it is.</summary>
    public static bool IsFixed(GridColumn column) => column is GridColumn.Name or GridColumn.Status;

    /// <summary>The fixed columns and those of <paramref name="chosen"/>, in order.</summary>
    public static EquatableList<GridColumn> Of(IEnumerable<GridColumn> chosen)
    {
        var wanted = chosen.ToHashSet();
        return All.Where(column => IsFixed(column) || wanted.Contains(column)).ToEquatableList();
    }
}
