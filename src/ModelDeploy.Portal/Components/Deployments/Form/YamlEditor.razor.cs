using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Portal.Components.Forms;
using ModelDeploy.Portal.Manifests;

namespace ModelDeploy.Portal.Components.Deployments.Form;

/// <summary>Edits a deployment as a manifest: shows the fields as one, and writes into them whatever can be read.</summary>
public sealed partial class YamlEditor : IAsyncDisposable
{
    private const int MaxLength = ManifestReader.MaxLength;

    private readonly CancellationTokenSource _closing = new();
    private IJSObjectReference? _module;
    private DotNetObjectReference<YamlEditor>? _self;
    private ElementReference _field;
    private string? _initial;
    private bool _rewritten;
    private string _text = "";
    private bool _tooLong;
    private ManifestReading _reading = new(null, [], [], new Dictionary<string, int>());
    private int _written = -1;

    /// <summary>The fields; what can be read is written here.</summary>
    [Parameter, EditorRequired] public required DeploymentInput Input { get; set; }

    /// <summary>The deployment that is edited, or null for a new one.</summary>
    [Parameter] public Deployment? Stored { get; set; }

    /// <summary>Grows when the fields were changed elsewhere, so that the manifest is written anew.</summary>
    [Parameter] public int Version { get; set; }

    /// <summary>A text that was typed earlier and stands in the place of the written one; or null.</summary>
    [Parameter] public string? Restored { get; set; }

    /// <summary>What the last submit brought back.</summary>
    [Parameter] public FormErrors Errors { get; set; } = FormErrors.None;

    /// <summary>Called after the text changed, whether it can be read or not.</summary>
    [Parameter] public EventCallback OnChange { get; set; }

    /// <summary>Whether the text cannot be read, so that the fields are behind it.</summary>
    public bool HasErrors => _reading.Errors.Count > 0;

    [Inject] private IJSRuntime Browser { get; set; } = null!;

    private IReadOnlyList<ManifestError> Findings => HasErrors
        ? _reading.Errors
        : [.. Errors.All.Select(error => new ManifestError(_reading.LineOf(error.Path), error.Message)).OrderBy(error => error.Line)];

    /// <summary>Puts the cursor where the first error is.</summary>
    public Task GoToFirstErrorAsync() => Findings is [var first, ..] ? GoToAsync(first.Line) : Task.CompletedTask;

    /// <summary>Puts the cursor where a field stands.</summary>
    public Task GoToFieldAsync(string path) => GoToAsync(_reading.LineOf(path));

    /// <summary>Told by the browser whether a text was too long to be pasted.</summary>
    [JSInvokable]
    public void TooLong(bool tooLong)
    {
        _tooLong = tooLong;
        StateHasChanged();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _closing.Dispose();
        _self?.Dispose();
        try
        {
            if (_module is not null)
                await _module.DisposeAsync();
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // The browser is gone, and its module with it.
        }
    }

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        if (_written == Version)
            return;
        _written = Version;
        _text = Restored ?? ManifestWriter.Write(new Manifest(Input.Id, Input.ToSpec(Stored?.Spec.Stop ?? false), Input.UpdateMessage));
        _rewritten = _initial is not null;
        _initial ??= _text;
        Judge();
        if (Restored is not null && _reading.Manifest is { } manifest)
            Input.Take(manifest, Stored);
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_rewritten && _module is not null)
        {
            _rewritten = false;
            await _module.InvokeVoidAsync("show", _closing.Token, _field, _text);
        }
        if (!firstRender)
            return;
        _self = DotNetObjectReference.Create(this);
        _module = await Browser.InvokeAsync<IJSObjectReference>("import", _closing.Token, "/js/yaml-editor.js");
        await _module.InvokeVoidAsync("guard", _closing.Token, _field, _self, MaxLength);
    }

    private Task TypedAsync(ChangeEventArgs typed)
    {
        _text = typed.Value?.ToString() ?? "";
        _tooLong = false;
        Judge();
        if (_reading.Manifest is { } manifest)
            Input.Take(manifest, Stored);
        return OnChange.InvokeAsync();
    }

    private void Judge() => _reading = FormManifest.Read(_text, Input, Stored);

    private async Task GoToAsync(int line)
    {
        if (_module is not null)
            await _module.InvokeVoidAsync("goTo", _closing.Token, _field, line);
    }

    private async Task DownloadAsync()
    {
        if (_module is not null)
            await _module.InvokeVoidAsync("download", _closing.Token, $"{(Input.Id.Length == 0 ? "deployment" : Input.Id)}.yaml", _text);
    }
}
