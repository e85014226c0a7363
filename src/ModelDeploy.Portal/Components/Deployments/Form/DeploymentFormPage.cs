using Microsoft.AspNetCore.Components;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Portal.Components.Forms;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.Deployments.Form;

/// <summary>What the pages for a new deployment and for an edit share: live choices, one submit at a time, and what came of it.</summary>
public abstract class DeploymentFormPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private IDisposable? _following;

    /// <summary>Accepts deployments and changes.</summary>
    [Inject] public required DeploymentCommands Commands { get; init; }

    /// <summary>What can be chosen.</summary>
    [Inject] public required FormChoicesReader Reader { get; init; }

    /// <summary>The deployments as they are.</summary>
    [Inject] public required DeploymentFeed Feed { get; init; }

    /// <summary>Tells what was done.</summary>
    [Inject] public required Toaster Toaster { get; init; }

    /// <summary>Leads to the deployment.</summary>
    [Inject] public required NavigationManager Navigation { get; init; }

    /// <summary>Who deploys.</summary>
    [CascadingParameter] public required Viewer Viewer { get; set; }

    [SupplyParameterFromQuery(Name = "view")] private string? ViewName { get; set; }

    /// <summary>The form, once it is shown.</summary>
    protected DeploymentForm? Form { get; set; }

    /// <summary>What the fields hold.</summary>
    protected DeploymentInput Input { get; private set; } = new();

    /// <summary>What can be chosen now; null until it was read.</summary>
    protected FormChoices? Choices { get; private set; }

    /// <summary>What the last submit said about fields.</summary>
    protected FormErrors Errors { get; private set; } = FormErrors.None;

    /// <summary>Why the last submit was refused besides, or null.</summary>
    protected Problem? Problem { get; private set; }

    /// <summary>Whether a submit is under way.</summary>
    protected bool Busy { get; private set; }

    /// <summary>Fields or manifest, as the address says.</summary>
    protected FormView View => Enum.TryParse<FormView>(ViewName, ignoreCase: true, out var view) && Enum.IsDefined(view) ? view : FormView.Form;

    /// <summary>Cancelled once the page is left.</summary>
    protected CancellationToken Closing => _closing.Token;

    /// <inheritdoc />
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _following?.Dispose();
        _closing.Cancel();
        _closing.Dispose();
    }

    /// <summary>The fields to start with; null when there is nothing to show.</summary>
    protected abstract Task<DeploymentInput?> StartAsync(FormChoices choices);

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        var choices = await Reader.ReadAsync(Viewer, Closing);
        if (await StartAsync(choices) is not { } input)
            return;
        (Input, Choices) = (input, choices);
        _following = Reader.Follow(Viewer, newest => _ = InvokeAsync(() => Show(newest)));
        StateHasChanged();
    }

    /// <summary>Submits once; the accepted deployment, or null when it was refused and the form says why.</summary>
    protected async Task<CommandResult<Deployment>.Accepted?> SubmitAsync(Func<Task<CommandResult<Deployment>>> command)
    {
        if (Busy)
            return null;
        if (Input.MissingSecrets() is { Count: > 0 } missing)
        {
            (Problem, Errors) = (null, new FormErrors(missing));
            return null;
        }
        Busy = true;
        var answer = await command();
        Busy = false;
        Problem = Problem.In(answer);
        Errors = ErrorsIn(answer);
        if (answer is not CommandResult<Deployment>.Accepted accepted)
            return null;
        await Form!.ForgetAsync();
        return accepted;
    }

    private FormErrors ErrorsIn(CommandResult<Deployment> answer) => answer switch
    {
        CommandResult<Deployment>.Invalid invalid => new FormErrors(invalid.Errors),
        CommandResult<Deployment>.OverQuota over => new FormErrors(QuotaCauses.Of(over.Shortages, Input.ReplicaCount ?? 0)),
        _ => FormErrors.None,
    };

    private void Show(FormChoices newest)
    {
        Choices = newest;
        StateHasChanged();
    }
}
