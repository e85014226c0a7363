using ModelDeploy.Core.Deployments;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.Deployments.Grid.Listing;

/// <summary>In which order deployments stand; equal ones by id. No two different deployments compare as equal.</summary>
/// <param name="By">What is compared; a sortable column.</param>
/// <param name="Descending">Whether the largest comes first.</param>
public sealed record DeploymentOrder(GridColumn By, bool Descending) : IComparer<Deployment>
{
    /// <summary>Newest first: new ones come on top, and nothing that happens to the others moves them.</summary>
    public static DeploymentOrder Newest { get; } = new(GridColumn.Created, Descending: true);

    /// <summary>What the select offers where there are no heads to sort by, with its words.</summary>
    public static IReadOnlyList<(string Words, DeploymentOrder Order)> Choices =>
    [
        (GridTexts.Newest, Newest),
        (GridTexts.RecentlyUpdated, new DeploymentOrder(GridColumn.LastUpdated, Descending: true)),
        (SharedTexts.Name, new DeploymentOrder(GridColumn.Name, Descending: false)),
        (GridTexts.StatusFailedFirst, new DeploymentOrder(GridColumn.Status, Descending: false)),
        (SharedTexts.Group, new DeploymentOrder(GridColumn.Group, Descending: false)),
    ];

    /// <summary>From the address: a column's key, with a minus before it for descending; what nobody knows is the newest first.</summary>
    public static DeploymentOrder Parse(string? text)
    {
        var descending = text?.StartsWith('-') is true;
        return GridColumns.Parse(descending ? text![1..] : text) is { } column && GridColumns.IsSortable(column)
            ? new DeploymentOrder(column, descending)
            : Newest;
    }

    /// <summary>The same for the address; null for the newest first.</summary>
    public string? ToQuery() => this == Newest ? null : (Descending ? "-" : "") + GridColumns.Key(By);

    /// <summary>The order after a press on a column's head: this column, and the other way round when it was this one already.</summary>
    public DeploymentOrder Pressed(GridColumn column) =>
        column == By ? this with { Descending = !Descending } : new DeploymentOrder(column, StartsDescending(column));

    /// <inheritdoc />
    public int Compare(Deployment? x, Deployment? y)
    {
        if (ReferenceEquals(x, y) || x is null || y is null)
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        var compared = CompareBy(x, y);
        return compared == 0 ? string.CompareOrdinal(x.Id, y.Id) : Descending ? -compared : compared;
    }

    private static bool StartsDescending(GridColumn column) => column is GridColumn.LastUpdated or GridColumn.Created or GridColumn.Replicas;

    private int CompareBy(Deployment x, Deployment y) => By switch
    {
        GridColumn.Status => Urgency(x.Phase) - Urgency(y.Phase),
        GridColumn.Group => Texts(x.Spec.Group, y.Spec.Group),
        GridColumn.Replicas => x.Spec.Replicas - y.Spec.Replicas,
        GridColumn.ModelImage => Texts(x.Spec.ModelImage, y.Spec.ModelImage),
        GridColumn.InstanceType => Texts(x.Spec.InstanceType, y.Spec.InstanceType),
        GridColumn.LastUpdated => x.LastChange.At.CompareTo(y.LastChange.At),
        GridColumn.Created => x.Created.At.CompareTo(y.Created.At),
        GridColumn.Name or GridColumn.Endpoint or GridColumn.Metadata => Texts(x.Spec.DisplayName, y.Spec.DisplayName),
    };

    private static int Texts(string x, string y) => string.Compare(x, y, StringComparison.OrdinalIgnoreCase);

    private static int Urgency(DeploymentPhase phase) => phase switch
    {
        DeploymentPhase.Failed => 0,
        DeploymentPhase.Deploying => 1,
        DeploymentPhase.Stopping => 2,
        DeploymentPhase.Deployed => 3,
        DeploymentPhase.Stopped => 4,
    };
}
