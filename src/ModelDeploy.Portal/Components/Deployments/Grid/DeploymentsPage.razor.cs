using Microsoft.AspNetCore.Components;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Texts;
using ModelDeploy.Portal.Components.Deployments.Grid.Listing;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.Deployments.Grid;

/// <summary>Every deployment that the viewer may see, as cards or as a table, live.</summary>
public partial class DeploymentsPage
{
    private readonly DeploymentList _list = new();
    private readonly Selection _selection = new();
    private readonly AheadOfAddress<GridQuery> _query = new(new GridQuery(DeploymentFilter.None, DeploymentOrder.Parse(null), null));
    private GridPreference _preference = GridPreference.Usual;
    private (DeploymentFilter, DeploymentOrder)? _listed;
    private string _announcement = "";
    private Deployment? _metadataOf;

    /// <summary>Where the query is kept.</summary>
    [Inject] public required NavigationManager Navigation { get; init; }

    /// <summary>Where view and columns are kept.</summary>
    [Inject] public required GridMemory Memory { get; init; }

    [SupplyParameterFromQuery(Name = "search")] private string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "status")] private string? Status { get; set; }

    [SupplyParameterFromQuery(Name = "group")] private string? Group { get; set; }

    [SupplyParameterFromQuery(Name = "image")] private string? Image { get; set; }

    [SupplyParameterFromQuery(Name = "mine")] private string? Mine { get; set; }

    [SupplyParameterFromQuery(Name = "sort")] private string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = "view")] private string? View { get; set; }

    private GridQuery Query => _query.Current;

    private GridQuery Address => new(
        new DeploymentFilter
        {
            Search = Search ?? "",
            Status = DeploymentFilter.PhaseOf(Status),
            Group = GridQuery.TextOrNull(Group),
            Image = GridQuery.TextOrNull(Image),
            Mine = Mine is "yes",
        },
        DeploymentOrder.Parse(Sort),
        GridQuery.ViewOf(View));

    private GridView ShownView => Query.View ?? _preference.View;

    private IReadOnlyList<Group> Groups => Access.GroupsOf(Viewer, Catalog.Current);

    private bool MayCreate => Groups.Any(group => group.ModelDeploymentEnabled);

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        _query.Read(Address);
        ListAnew();
    }

    private void ListAnew()
    {
        var wanted = (Query.Filter, Query.Order);
        if (_listed == wanted)
            return;
        _listed = wanted;
        _list.Show(new DeploymentMatcher(Query.Filter, Viewer.Person), Query.Order);
        _selection.Keep(_list.Shown);
    }

    /// <inheritdoc />
    protected override async Task LoadAsync(IReadOnlyList<Deployment> snapshot)
    {
        _preference = await Memory.ReadAsync(Closing);
        _list.Load(snapshot);
    }

    /// <inheritdoc />
    protected override Task FoldAsync(IReadOnlyList<DeploymentChange> batch)
    {
        _list.Fold(batch);
        _selection.Keep(_list.Shown);
        return Task.CompletedTask;
    }

    private void Refresh()
    {
        _list.Load(Feed.List(Viewer));
        _selection.Keep(_list.Shown);
        _announcement = Phrases.Count(_list.Shown.Count, GridTexts.OneRefreshed, GridTexts.ManyRefreshed);
    }

    private void Show(GridQuery query)
    {
        _query.Ask(query, query.AsRead());
        ListAnew();
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(query.ToQuery()), replace: true);
    }

    private void ShowFilter(DeploymentFilter filter) => Show(Query with { Filter = filter });

    private void ShowOrder(DeploymentOrder order) => Show(Query with { Order = order });

    private Task ShowViewAsync(GridView view)
    {
        Show(Query with { View = view });
        return RememberAsync(_preference with { View = view });
    }

    private Task ShowColumnsAsync(EquatableList<GridColumn> columns) => RememberAsync(_preference with { Columns = columns });

    private Task RememberAsync(GridPreference preference)
    {
        _preference = preference;
        return Memory.WriteAsync(preference, Closing);
    }

    private void Create() => Navigation.NavigateTo("/deployments/create");

    private void Select(Deployment deployment) => _selection.Toggle(deployment.Key);

    private void ViewMetadata(Deployment deployment) => _metadataOf = deployment;

    private void CloseMetadata() => _metadataOf = null;
}
