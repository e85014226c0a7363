using Microsoft.AspNetCore.Components;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Texts;
using ModelDeploy.Portal.Components.Forms;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.Deployments.Detail;

/// <summary>What can be done to a deployment; what cannot be done now says why.</summary>
public sealed partial class DeploymentActions
{
    private ConfirmDialog? _confirmation;
    private bool _busy;

    /// <summary>Accepts changes.</summary>
    [Inject] public required DeploymentCommands Commands { get; init; }

    /// <summary>Tells what was done.</summary>
    [Inject] public required Toaster Toaster { get; init; }

    /// <summary>Leads to the form, and back to the grid after a delete.</summary>
    [Inject] public required NavigationManager Navigation { get; init; }

    /// <summary>Who acts.</summary>
    [CascadingParameter] public required Viewer Viewer { get; set; }

    /// <summary>On what.</summary>
    [Parameter, EditorRequired] public required Deployment Deployment { get; set; }

    // What was pressed is carried out even if this component leaves meanwhile, as it does when a deletion is quickly done.
    private static CancellationToken ToTheEnd => CancellationToken.None;

    private string? WhyNot(DeploymentAction action) => AllowedActions.WhyNot(Deployment, action);

    private void Edit() => Navigation.NavigateTo($"/deployments/{Deployment.Id}/edit");

    private void Clone() => Navigation.NavigateTo($"/deployments/create?from={Deployment.Id}");

    private bool IsToStart => Deployment.Spec.Stop;

    private Task<bool> StartOrStopAsync() => RunAsync(IsToStart
        ? Commands.StartAsync(Viewer, Deployment.Id, ToTheEnd)
        : Commands.StopAsync(Viewer, Deployment.Id, ToTheEnd));

    private async Task DeleteAsync()
    {
        var name = Deployment.Spec.DisplayName;
        if (!await _confirmation!.AskAsync() || !await RunAsync(Commands.DeleteAsync(Viewer, Deployment.Id, ToTheEnd)))
            return;
        Toaster.Show(ToastKind.Success, DetailTexts.BeingDeleted.With(Isolated.Name(name)));
        Navigation.NavigateTo("/deployments");
    }

    private async Task<bool> RunAsync(Task<CommandResult<Deployment>> command)
    {
        _busy = true;
        var answer = await command;
        _busy = false;
        if (Problem.InOneLine(answer) is not { } problem)
            return true;
        Toaster.Show(ToastKind.Error, problem);
        return false;
    }
}
