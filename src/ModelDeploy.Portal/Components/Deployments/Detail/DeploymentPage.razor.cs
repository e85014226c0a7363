using Microsoft.AspNetCore.Components;
using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Portal.Components.Deployments.Detail;

/// <summary>Everything about one deployment, live.</summary>
public partial class DeploymentPage
{
    private Deployment? _deployment;
    private string _name = "";
    private bool _gone;

    /// <summary>Leads to the page for what is not there.</summary>
    [Inject] public required NavigationManager Navigation { get; init; }

    /// <summary>Which deployment.</summary>
    [Parameter] public required string Id { get; set; }

    [SupplyParameterFromQuery(Name = "tab")] private string? Tab { get; set; }

    // Read here and not in the logs panel: a component that appears while the URL changes must not subscribe to the query,
    // for the framework is going through its subscribers at that moment.
    [SupplyParameterFromQuery(Name = "replica")] private string? Replica { get; set; }

    private DetailTab Selected => Enum.TryParse<DetailTab>(Tab, ignoreCase: true, out var tab) && Enum.IsDefined(tab) ? tab : DetailTab.Information;

    // On the information tab the panel of the failure says it, with more around it.
    private string Message => _deployment!.Phase is DeploymentPhase.Failed && Selected is DetailTab.Information
        ? ""
        : EffectivePhase.MessageOf(_deployment);

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        if (await Feed.FindAsync(Viewer, Id, Closing) is null)
            Navigation.NotFound();
    }

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        if (_deployment is not null && _deployment.Id != Id)
            Show(Feed.Find(Viewer, Id));
    }

    /// <inheritdoc />
    protected override Task LoadAsync(IReadOnlyList<Deployment> snapshot)
    {
        Show(snapshot.FirstOrDefault(deployment => deployment.Id == Id));
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    protected override Task FoldAsync(IReadOnlyList<DeploymentChange> batch)
    {
        if (batch.FirstOrDefault(change => change.Key.Id == Id) is { } change)
            Show(change.Deployment);
        return Task.CompletedTask;
    }

    private void Show(Deployment? deployment)
    {
        _gone = deployment is null && _deployment is not null;
        _deployment = deployment;
        _name = deployment?.Spec.DisplayName ?? _name;
    }
}
