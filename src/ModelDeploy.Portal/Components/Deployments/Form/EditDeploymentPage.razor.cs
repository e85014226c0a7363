using Microsoft.AspNetCore.Components;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Texts;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.Deployments.Form;

/// <summary>Changes a deployment. What somebody else changed meanwhile is never overwritten: the answer says so.</summary>
public sealed partial class EditDeploymentPage
{
    private Deployment? _deployment;

    /// <summary>Which deployment.</summary>
    [Parameter] public required string Id { get; set; }

    private string Href => $"/deployments/{Id}";

    private string? Subtitle => _deployment!.Spec.Stop
        ? FormTexts.StoppedHint
        : null;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        if (await Feed.FindAsync(Viewer, Id, Closing) is null)
            Navigation.NotFound();
    }

    /// <inheritdoc />
    protected override async Task<DeploymentInput?> StartAsync(FormChoices choices)
    {
        _deployment = await Feed.FindAsync(Viewer, Id, Closing);
        return _deployment is null ? null : DeploymentInput.From(_deployment);
    }

    private async Task SaveAsync(bool stop)
    {
        var accepted = await SubmitAsync(
            () => Commands.UpdateAsync(Viewer, Id, Input.ToSpec(stop), Input.UpdateMessage, _deployment!.Generation, Closing));
        if (accepted is not { Value: var updated, Changed: var changed })
            return;
        if (changed)
            Toaster.Show(ToastKind.Success, FormTexts.SavedRevision.With(Isolated.Name(updated.Spec.DisplayName), updated.Generation));
        else
            Toaster.Show(ToastKind.Info, FormTexts.NothingSaved);
        Navigation.NavigateTo(Href);
    }
}
