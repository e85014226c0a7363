using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Texts;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.Outcomes;

/// <summary>Tells a person, wherever they are in the portal, what became of the deployments that they changed.</summary>
public partial class OutcomeNotices
{
    private OutcomeWatch? _watch;
    private IJSObjectReference? _module;

    /// <summary>Shows notices.</summary>
    [Inject] public required Toaster Toaster { get; init; }

    /// <summary>Says when the watch begins.</summary>
    [Inject] public required TimeProvider Clock { get; init; }

    [Inject] private IJSRuntime Browser { get; set; } = null!;

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        try
        {
            if (_module is not null)
                await _module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and its module with it.
        }
    }

    /// <inheritdoc />
    protected override Task LoadAsync(IReadOnlyList<Deployment> snapshot)
    {
        _watch = new OutcomeWatch(Viewer.Person, Clock.GetUtcNow());
        _watch.Load(snapshot);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    protected override async Task FoldAsync(IReadOnlyList<DeploymentChange> batch)
    {
        foreach (var deployment in _watch!.Fold(batch))
            await TellAsync(deployment);
    }

    private async Task TellAsync(Deployment deployment)
    {
        var failed = deployment.Phase is DeploymentPhase.Failed;
        var title = (failed ? OutcomesTexts.Failed : OutcomesTexts.Deployed).With(Isolated.Name(deployment.Spec.DisplayName));
        var text = VisibleText.Of(Written.Read(failed ? deployment.Status.Failure?.Message ?? deployment.Status.Message : deployment.Status.Message));
        var href = $"/deployments/{deployment.Id}";
        Toaster.Show(failed ? ToastKind.Error : ToastKind.Success, $"{title}. {text}", href, SharedTexts.ViewDeployment);
        _module ??= await Browser.InvokeAsync<IJSObjectReference>("import", Closing, "/js/notices.js");
        await _module.InvokeVoidAsync("tell", Closing, title, text, href);
    }
}
