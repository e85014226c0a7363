using Microsoft.AspNetCore.Components;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Portal.Components.Forms;

namespace ModelDeploy.Portal.Components.Deployments.Form;

/// <summary>Shows the fields of a deployment and what a submit brought back.</summary>
public sealed partial class DeploymentForm
{
    private ElementReference _form;
    private DraftKeeper? _drafts;
    private YamlEditor? _yaml;
    private FocusOnErrors? _focus;
    private FormErrors _shownErrors = FormErrors.None;
    private string _pristine = "";
    private int _version;
    private bool _yamlOpened;
    private string? _restoredYaml;
    private bool _left;

    /// <summary>What the fields hold; written while the person types.</summary>
    [Parameter, EditorRequired] public required DeploymentInput Input { get; set; }

    /// <summary>What can be chosen.</summary>
    [Parameter, EditorRequired] public required FormChoices Choices { get; set; }

    /// <summary>What the last submit said about fields.</summary>
    [Parameter] public FormErrors Errors { get; set; } = FormErrors.None;

    /// <summary>Why the last submit was refused besides, or null.</summary>
    [Parameter] public Problem? Problem { get; set; }

    /// <summary>The deployment that is edited, as it is stored; null for a new one.</summary>
    [Parameter] public Deployment? Stored { get; set; }

    /// <summary>Whether the fields or the manifest are shown.</summary>
    [Parameter] public FormView View { get; set; }

    /// <summary>Whether a submit is under way.</summary>
    [Parameter] public bool Busy { get; set; }

    /// <summary>The form's name for people who cannot see it.</summary>
    [Parameter, EditorRequired] public required string Label { get; set; }

    /// <summary>Words on the button that submits.</summary>
    [Parameter, EditorRequired] public required string SubmitText { get; set; }

    /// <summary>Words on a second button, or null for none.</summary>
    [Parameter] public string? SecondText { get; set; }

    /// <summary>Where Cancel leads.</summary>
    [Parameter, EditorRequired] public required string CancelHref { get; set; }

    /// <summary>Called on submit.</summary>
    [Parameter] public EventCallback OnSubmit { get; set; }

    /// <summary>Called on the second button.</summary>
    [Parameter] public EventCallback OnSecond { get; set; }

    private bool IsEdit => Stored is not null;

    // A manifest that cannot be read yet is not in the fields, and would be lost just the same.
    private bool IsDirty() => !_left && (_yaml is { HasErrors: true } || Input.Fingerprint() != _pristine);

    /// <summary>Forgets the draft, and asks nobody any more before the page is left: everything was stored, or given up.</summary>
    public async Task ForgetAsync()
    {
        _left = true;
        await _drafts!.ForgetAsync();
    }

    /// <inheritdoc />
    protected override void OnInitialized() => _pristine = Input.Fingerprint();

    /// <inheritdoc />
    protected override void OnParametersSet() => _yamlOpened |= View is FormView.Yaml;

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (View is FormView.Yaml && !ReferenceEquals(_shownErrors, Errors) && _yaml is not null)
        {
            _shownErrors = Errors;
            if (Problem is null)
                await _yaml.GoToFirstErrorAsync();
        }
    }

    private async Task SubmitAsync(EventCallback submit)
    {
        if (View is FormView.Yaml && _yaml is { HasErrors: true })
        {
            await _yaml.GoToFirstErrorAsync();
            return;
        }
        Input.DropEmptyRows();
        await submit.InvokeAsync();
    }

    private Task GoToAsync(string path) =>
        View is FormView.Yaml && _yaml is not null ? _yaml.GoToFieldAsync(path) : _focus!.GoToAsync(path);

    // The manifest is written anew when its view is shown next. Handling the event renders the form, and so the summary.
    private void ChangedHere() => (_version, _restoredYaml) = (_version + 1, null);

    private void Restored(FormDraft draft) => (_version, _restoredYaml) = (_version + 1, draft.Fields.GetValueOrDefault("yaml"));

    // The manifest wrote the fields itself; it must not be written anew under somebody who types.
    private static void Typed()
    {
    }
}
