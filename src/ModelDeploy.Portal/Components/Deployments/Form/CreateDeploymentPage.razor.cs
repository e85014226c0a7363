using Microsoft.AspNetCore.Components;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Portal.Components.Forms;
using ModelDeploy.Portal.Components.Shared;
using ModelDeploy.Portal.Options;

namespace ModelDeploy.Portal.Components.Deployments.Form;

/// <summary>Deploys a model for the first time.</summary>
public sealed partial class CreateDeploymentPage : IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private DeploymentInput _input = new();
    private FormChoices? _choices;
    private FormErrors _errors = FormErrors.None;
    private Problem? _problem;
    private bool _busy;

    /// <summary>Accepts deployments.</summary>
    [Inject] public required DeploymentCommands Commands { get; init; }

    /// <summary>What can be chosen.</summary>
    [Inject] public required FormChoicesReader Reader { get; init; }

    /// <summary>The default deadline.</summary>
    [Inject] public required ModelDeployOptions Options { get; init; }

    /// <summary>Tells what was done.</summary>
    [Inject] public required Toaster Toaster { get; init; }

    /// <summary>Leads to the new deployment.</summary>
    [Inject] public required NavigationManager Navigation { get; init; }

    /// <summary>Who deploys.</summary>
    [CascadingParameter] public required Viewer Viewer { get; set; }

    /// <inheritdoc />
    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        var choices = await Reader.ReadAsync(Viewer, _closing.Token);
        _input = choices.NewInput(Options.Deadline);
        _choices = choices;
        StateHasChanged();
    }

    private async Task DeployAsync()
    {
        if (_busy)
            return;
        _busy = true;
        var answer = await Commands.CreateAsync(Viewer, _input.Id, _input.ToSpec(stop: false), _closing.Token);
        _busy = false;
        _problem = Problem.In(answer);
        _errors = answer is CommandResult<Deployment>.Invalid invalid ? new FormErrors(invalid.Errors) : FormErrors.None;
        if (answer is CommandResult<Deployment>.Accepted { Value: var deployment })
        {
            var href = $"/deployments/{deployment.Id}";
            Toaster.Show(ToastKind.Success, $"{Isolated.Name(deployment.Spec.DisplayName)} is being deployed.", href, "View deployment");
            Navigation.NavigateTo(href);
        }
    }
}
