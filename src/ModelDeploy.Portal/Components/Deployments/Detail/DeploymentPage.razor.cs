using Microsoft.AspNetCore.Components;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Journal;
using ModelDeploy.Core.Texts;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.Deployments.Detail;

/// <summary>Everything about one deployment, live.</summary>
public partial class DeploymentPage
{
    private Deployment? _deployment;
    private string _name = "";
    private bool _gone;
    private JournalEntry? _deleted;

    /// <summary>Knows deployments that are gone.</summary>
    [Inject] public required HistoryReader History { get; init; }

    /// <summary>Leads to the page for what is not there.</summary>
    [Inject] public required NavigationManager Navigation { get; init; }

    /// <summary>Which deployment.</summary>
    [Parameter] public required string Id { get; set; }

    [SupplyParameterFromQuery(Name = "tab")] private string? Tab { get; set; }

    // Read here and not in the tabs' own components: a component that appears while the URL changes must not subscribe to the query,
    // for the framework is going through its subscribers at that moment.
    [SupplyParameterFromQuery(Name = "replica")] private string? Replica { get; set; }

    [SupplyParameterFromQuery(Name = "search")] private string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "level")] private string? Level { get; set; }

    [SupplyParameterFromQuery(Name = "range")] private string? Range { get; set; }

    [SupplyParameterFromQuery(Name = "compare")] private string? Pair { get; set; }

    private bool IsPrivate => _deployment?.Spec.Access is AccessType.Private;

    private DetailTab Selected =>
        Enum.TryParse<DetailTab>(Tab, ignoreCase: true, out var tab) && Enum.IsDefined(tab) && (tab is not DetailTab.Clients || IsPrivate) ? tab : DetailTab.Information;

    private bool IsIdle => _deployment is { Phase: DeploymentPhase.Stopped or DeploymentPhase.Failed, Status.Replicas.Count: 0 };

    private string Title => _deployment is null ? DetailTexts.Deployment : VisibleText.Of(_deployment.Spec.DisplayName);

    // On the information tab the panel of the failure says it, with more around it.
    private string Message => _deployment!.Phase is DeploymentPhase.Failed && Selected is DetailTab.Information
        ? ""
        : Written.Read(EffectivePhase.MessageOf(_deployment));

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        if (await Feed.FindAsync(Viewer, Id, Closing) is not null)
            return;
        _deleted = await History.FindDeletedAsync(Viewer, Id, Closing);
        if (_deleted is null)
            Navigation.NotFound();
    }

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (_deployment is not null && _deployment.Id != Id)
            await ShowAsync(Feed.Find(Viewer, Id));
    }

    /// <inheritdoc />
    protected override Task LoadAsync(IReadOnlyList<Deployment> snapshot) =>
        ShowAsync(snapshot.FirstOrDefault(deployment => deployment.Id == Id));

    /// <inheritdoc />
    protected override Task FoldAsync(IReadOnlyList<DeploymentChange> batch) =>
        batch.FirstOrDefault(change => change.Key.Id == Id) is { } change ? ShowAsync(change.Deployment) : Task.CompletedTask;

    private async Task ShowAsync(Deployment? deployment)
    {
        _deleted = deployment is null ? await History.FindDeletedAsync(Viewer, Id, Closing) : null;
        _gone = deployment is null && _deployment is not null;
        _deployment = deployment;
        _name = deployment?.Spec.DisplayName ?? _name;
    }
}
