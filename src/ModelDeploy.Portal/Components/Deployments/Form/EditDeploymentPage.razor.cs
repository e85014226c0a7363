using Microsoft.AspNetCore.Components;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Portal.Components.Forms;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.Deployments.Form;

/// <summary>Changes a deployment. What somebody else changed meanwhile is never overwritten: the answer says so.</summary>
public sealed partial class EditDeploymentPage : IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private DeploymentInput _input = new();
    private Deployment? _deployment;
    private FormChoices? _choices;
    private FormErrors _errors = FormErrors.None;
    private Problem? _problem;
    private bool _busy;

    /// <summary>Accepts changes.</summary>
    [Inject] public required DeploymentCommands Commands { get; init; }

    /// <summary>The deployment as it is.</summary>
    [Inject] public required DeploymentFeed Feed { get; init; }

    /// <summary>What can be chosen.</summary>
    [Inject] public required FormChoicesReader Reader { get; init; }

    /// <summary>Tells what was done.</summary>
    [Inject] public required Toaster Toaster { get; init; }

    /// <summary>Leads back to the deployment.</summary>
    [Inject] public required NavigationManager Navigation { get; init; }

    /// <summary>Who changes it.</summary>
    [CascadingParameter] public required Viewer Viewer { get; set; }

    /// <summary>Which deployment.</summary>
    [Parameter] public required string Id { get; set; }

    private string Href => $"/deployments/{Id}";

    private string Subtitle => _deployment!.Spec.Stop
        ? "It is stopped. Save keeps it stopped; Save and start brings the new revision up."
        : "Changing what a replica is made of replaces the replicas; changing texts or metadata restarts nothing.";

    /// <inheritdoc />
    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        if (await Feed.FindAsync(Viewer, Id, _closing.Token) is null)
            Navigation.NotFound();
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        var choices = await Reader.ReadAsync(Viewer, _closing.Token);
        if (await Feed.FindAsync(Viewer, Id, _closing.Token) is not { } deployment)
            return;
        _input = DeploymentInput.From(deployment);
        _choices = choices;
        _deployment = deployment;
        StateHasChanged();
    }

    private async Task SaveAsync(bool stop)
    {
        if (_busy)
            return;
        _busy = true;
        var answer = await Commands.UpdateAsync(Viewer, Id, _input.ToSpec(stop), _input.UpdateMessage, _deployment!.Generation, _closing.Token);
        _busy = false;
        _problem = Problem.In(answer);
        _errors = answer is CommandResult<Deployment>.Invalid invalid ? new FormErrors(invalid.Errors) : FormErrors.None;
        if (answer is not CommandResult<Deployment>.Accepted { Value: var updated, Changed: var changed })
            return;
        if (changed)
            Toaster.Show(ToastKind.Success, $"{Isolated.Name(updated.Spec.DisplayName)} is at revision {updated.Generation} now.");
        else
            Toaster.Show(ToastKind.Info, "Nothing was changed: all values are as before.");
        Navigation.NavigateTo(Href);
    }
}
