using Microsoft.AspNetCore.Components;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Texts;
using ModelDeploy.Portal.Components.Forms;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.Deployments.Grid.Items;

/// <summary>Starts or stops a deployment without a visit to its page.</summary>
public partial class QuickAction
{
    private bool _busy;

    /// <summary>Accepts changes.</summary>
    [Inject] public required DeploymentCommands Commands { get; init; }

    /// <summary>Tells what was refused.</summary>
    [Inject] public required Toaster Toaster { get; init; }

    /// <summary>Who acts.</summary>
    [CascadingParameter] public required Viewer Viewer { get; set; }

    /// <summary>On what.</summary>
    [Parameter, EditorRequired] public required Deployment Deployment { get; set; }

    /// <summary>Whether there is room for the icon only.</summary>
    [Parameter] public bool IsSmall { get; set; }

    private DeploymentAction? Action
    {
        get
        {
            var wanted = Deployment.Spec.Stop ? DeploymentAction.Start : DeploymentAction.Stop;
            return AllowedActions.WhyNot(Deployment, wanted) is null ? wanted : null;
        }
    }

    private static string Words(DeploymentAction action) => action is DeploymentAction.Start ? SharedTexts.Start : SharedTexts.Stop;

    private string Name(DeploymentAction action) =>
        (action is DeploymentAction.Start ? GridTexts.StartOne : GridTexts.StopOne).With(VisibleText.Of(Deployment.Spec.DisplayName));

    private async Task RunAsync(DeploymentAction action)
    {
        if (_busy)
            return;
        _busy = true;
        // What was pressed is carried out even if the person leaves meanwhile.
        var answer = await (action is DeploymentAction.Start
            ? Commands.StartAsync(Viewer, Deployment.Id, CancellationToken.None)
            : Commands.StopAsync(Viewer, Deployment.Id, CancellationToken.None));
        _busy = false;
        if (Problem.InOneLine(answer) is { } problem)
            Toaster.Show(ToastKind.Error, $"{Isolated.Name(Deployment.Spec.DisplayName)}: {problem}");
    }
}
