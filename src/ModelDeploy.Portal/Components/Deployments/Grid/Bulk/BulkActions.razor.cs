using Microsoft.AspNetCore.Components;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Portal.Components.Forms;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.Deployments.Grid.Bulk;

/// <summary>Starts, stops or deletes what is selected, one after the other, and tells what came of each.</summary>
public sealed partial class BulkActions
{
    private static readonly DeploymentAction[] Actions = [DeploymentAction.Start, DeploymentAction.Stop, DeploymentAction.Delete];

    private ConfirmDialog? _confirmation;
    private BulkPlan? _plan;
    private List<BulkOutcome>? _outcomes;
    private bool _busy;
    private bool _stopRequested;

    /// <summary>Accepts changes.</summary>
    [Inject] public required DeploymentCommands Commands { get; init; }

    /// <summary>Who acts.</summary>
    [CascadingParameter] public required Viewer Viewer { get; set; }

    /// <summary>On what.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<Deployment> Selected { get; set; }

    /// <summary>Called when the selection shall be given up, also after the work.</summary>
    [Parameter] public EventCallback OnClear { get; set; }

    private string? WhyNot(DeploymentAction action) =>
        Selected.Any(deployment => AllowedActions.WhyNot(deployment, action) is null)
            ? null
            : string.Join(' ', BulkPlan.Of(action, Selected).Refused.Keys);

    private async Task RunAsync(DeploymentAction action)
    {
        _plan = BulkPlan.Of(action, Selected);
        if (!await _confirmation!.AskAsync())
            return;
        (_busy, _stopRequested, _outcomes) = (true, false, []);
        foreach (var deployment in _plan.Possible)
        {
            if (_stopRequested)
                break;
            _outcomes.Add(new BulkOutcome(deployment, Problem.InOneLine(await DoAsync(action, deployment))));
            StateHasChanged();
            // A store that answers at once would otherwise keep the page from showing how far this is.
            await Task.Yield();
        }
        _busy = false;
        await OnClear.InvokeAsync();
    }

    // Each is carried out to its end: what stops half way is the row of them, by the dialog's button.
    private Task<CommandResult<Deployment>> DoAsync(DeploymentAction action, Deployment deployment) => action switch
    {
        DeploymentAction.Start => Commands.StartAsync(Viewer, deployment.Id, CancellationToken.None),
        DeploymentAction.Stop => Commands.StopAsync(Viewer, deployment.Id, CancellationToken.None),
        DeploymentAction.Delete => Commands.DeleteAsync(Viewer, deployment.Id, CancellationToken.None),
        DeploymentAction.Update or DeploymentAction.RollBack => throw new ArgumentOutOfRangeException(nameof(action), action, "This is not done to many."),
    };

    private void Close()
    {
        if (_busy)
            _stopRequested = true;
        else
            _outcomes = null;
    }

    private static IconName IconOf(DeploymentAction action) => action switch
    {
        DeploymentAction.Start => IconName.Start,
        DeploymentAction.Stop => IconName.Stop,
        DeploymentAction.Delete => IconName.Delete,
        DeploymentAction.Update or DeploymentAction.RollBack => throw new ArgumentOutOfRangeException(nameof(action), action, "This is not done to many."),
    };
}
