using Microsoft.AspNetCore.Components;
using ModelDeploy.Core.Texts;
using ModelDeploy.Portal.Components.Shared;
using ModelDeploy.Portal.Options;

namespace ModelDeploy.Portal.Components.Deployments.Form;

/// <summary>Deploys a model for the first time, from nothing or like another deployment (<c>?from=…</c>).</summary>
public sealed partial class CreateDeploymentPage
{
    private string? _origin;

    /// <summary>The default deadline.</summary>
    [Inject] public required ModelDeployOptions Options { get; init; }

    [SupplyParameterFromQuery(Name = "from")] private string? From { get; set; }

    /// <inheritdoc />
    protected override async Task<DeploymentInput?> StartAsync(FormChoices choices)
    {
        if (string.IsNullOrEmpty(From))
            return choices.NewInput(Options.Deadline);
        if (await Feed.FindAsync(Viewer, From, Closing) is not { } original)
        {
            _origin = FormTexts.NoOrigin.With(Isolated.Name(From));
            return choices.NewInput(Options.Deadline);
        }
        _origin = FormTexts.FilledIn.With(Isolated.Name(original.Spec.DisplayName));
        return DeploymentInput.CloneOf(original, choices);
    }

    private async Task DeployAsync()
    {
        if (await SubmitAsync(() => Commands.CreateAsync(Viewer, Input.Id, Input.ToSpec(stop: false), Closing)) is not { Value: var deployment })
            return;
        var href = $"/deployments/{deployment.Id}";
        Toaster.Show(ToastKind.Success, FormTexts.Deployed.With(Isolated.Name(deployment.Spec.DisplayName)), href, SharedTexts.ViewDeployment);
        Navigation.NavigateTo(href);
    }
}
