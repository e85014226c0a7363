using Microsoft.AspNetCore.Components;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Journal;
using ModelDeploy.Core.Texts;
using ModelDeploy.Portal.Components.Deployments.Form;
using ModelDeploy.Portal.Components.Forms;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.Deployments.Detail.Revisions;

/// <summary>Shows what a roll back would change, asks for its reason and carries it out.</summary>
public sealed partial class RollBackDialog : IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private string _reason = "";
    private FormErrors _errors = FormErrors.None;
    private Problem? _problem;
    private QuotaForecast? _forecast;
    private bool _busy;

    /// <summary>Accepts the roll back.</summary>
    [Inject] public required DeploymentCommands Commands { get; init; }

    /// <summary>Knows groups and instance types.</summary>
    [Inject] public required CatalogCache Catalog { get; init; }

    /// <summary>Tells what was done.</summary>
    [Inject] public required Toaster Toaster { get; init; }

    /// <summary>Who rolls back.</summary>
    [CascadingParameter] public required Viewer Viewer { get; set; }

    /// <summary>The revision to go back to.</summary>
    [Parameter, EditorRequired] public required JournalEntry Entry { get; set; }

    /// <summary>The deployment as it is now.</summary>
    [Parameter, EditorRequired] public required Deployment Deployment { get; set; }

    /// <summary>Called when it is done or cancelled.</summary>
    [Parameter, EditorRequired] public required EventCallback OnClose { get; set; }

    // Whether it runs or is stopped stays as it is.
    private DeploymentSpec Wanted => Entry.Spec with { Stop = Deployment.Spec.Stop };

    private IReadOnlyList<string> Words => [.. SpecComparison.Changes(Deployment.Spec, Wanted, Catalog.Current).Select(DifferenceWords.Of)];

    private SpecChanges Changes => SpecChanges.Of(Deployment, Wanted, Catalog.Current);

    /// <inheritdoc />
    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync() =>
        _forecast = await Commands.ForeseeAsync(Viewer, Deployment.Id, Wanted, _closing.Token);

    private async Task RollBackAsync()
    {
        if (_busy)
            return;
        _busy = true;
        var answer = await Commands.RollBackAsync(Viewer, Deployment.Id, Entry.Revision, _reason, _closing.Token);
        _busy = false;
        _problem = Problem.In(answer);
        _errors = answer is CommandResult<Deployment>.Invalid invalid ? new FormErrors(invalid.Errors) : FormErrors.None;
        if (answer is not CommandResult<Deployment>.Accepted { Value: var deployment, Changed: var changed })
            return;
        Toaster.Show(
            changed ? ToastKind.Success : ToastKind.Info,
            changed ? RevisionsTexts.RolledBack.With(deployment.Generation, Entry.Revision) : RevisionsTexts.NothingChanged);
        await OnClose.InvokeAsync();
    }
}
