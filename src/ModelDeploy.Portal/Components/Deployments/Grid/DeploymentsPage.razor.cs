using Microsoft.AspNetCore.Components;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;

namespace ModelDeploy.Portal.Components.Deployments.Grid;

/// <summary>Every deployment that the viewer may see, one colour-coded cell each, live.</summary>
public partial class DeploymentsPage
{
    /// <summary>How many cells are rendered at first and added by "Show more": a page with thousands stays quick.</summary>
    private const int CellsAtOnce = 60;

    private readonly DeploymentList _list = new();
    private IReadOnlyList<Deployment> _shown = [];
    private int _limit = CellsAtOnce;
    private string _announcement = "";
    private Deployment? _metadataOf;

    /// <summary>Where the filter is kept.</summary>
    [Inject] public required NavigationManager Navigation { get; init; }

    [SupplyParameterFromQuery(Name = "search")] private string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "status")] private string? Status { get; set; }

    [SupplyParameterFromQuery(Name = "group")] private string? Group { get; set; }

    private DeploymentFilter Filter => DeploymentFilter.FromQuery(Search, Status, Group);

    private IReadOnlyList<Group> Groups => Access.GroupsOf(Viewer, Catalog.Current);

    private bool MayCreate => Groups.Any(group => group.ModelDeploymentEnabled);

    /// <inheritdoc />
    protected override void OnParametersSet() => _shown = _list.Matching(Filter);

    /// <inheritdoc />
    protected override Task LoadAsync(IReadOnlyList<Deployment> snapshot)
    {
        _list.Load(snapshot);
        _shown = _list.Matching(Filter);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    protected override Task FoldAsync(IReadOnlyList<DeploymentChange> batch)
    {
        _list.Fold(batch);
        _shown = _list.Matching(Filter);
        return Task.CompletedTask;
    }

    private async Task Refresh()
    {
        await LoadAsync(Feed.List(Viewer));
        _announcement = $"Refreshed: {_shown.Count} {(_shown.Count == 1 ? "deployment" : "deployments")} shown.";
    }

    private void Show(DeploymentFilter filter)
    {
        _limit = CellsAtOnce;
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(filter.ToQuery()), replace: true);
    }

    private void Create() => Navigation.NavigateTo("/deployments/create");

    private void ShowMore() => _limit += CellsAtOnce;

    private void ViewMetadata(Deployment deployment) => _metadataOf = deployment;

    private void CloseMetadata() => _metadataOf = null;

    private string GroupName(string name) => Catalog.Current.Group(name)?.DisplayName ?? name;
}
