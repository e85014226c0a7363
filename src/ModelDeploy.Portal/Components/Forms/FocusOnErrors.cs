using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ModelDeploy.Portal.Components.Forms;

/// <summary>Moves the focus to the first invalid field whenever a submit brought new errors; shows nothing itself.</summary>
public sealed class FocusOnErrors : ComponentBase, IAsyncDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private IJSObjectReference? _module;
    private FormErrors _handled = FormErrors.None;

    /// <summary>What the last submit brought back.</summary>
    [Parameter, EditorRequired] public required FormErrors Errors { get; set; }

    [Inject] private IJSRuntime Browser { get; set; } = null!;

    /// <summary>Moves the focus to the field of this path, and brings it into view.</summary>
    public async Task GoToAsync(string path) => await (await ModuleAsync()).InvokeVoidAsync("focusField", _closing.Token, path);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _closing.Dispose();
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
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (ReferenceEquals(_handled, Errors))
            return;
        _handled = Errors;
        if (Errors.Count == 0)
            return;
        await (await ModuleAsync()).InvokeVoidAsync("focusFirstInvalid", _closing.Token);
    }

    private async Task<IJSObjectReference> ModuleAsync() =>
        _module ??= await Browser.InvokeAsync<IJSObjectReference>("import", _closing.Token, "/js/forms.js");
}
