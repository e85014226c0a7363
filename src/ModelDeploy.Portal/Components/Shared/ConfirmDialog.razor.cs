using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ModelDeploy.Portal.Components.Shared;

/// <summary>Asks before something that matters. A real dialog of the browser: it holds the focus, and Escape means no.</summary>
public sealed partial class ConfirmDialog : IAsyncDisposable
{
    private readonly string _titleId = $"dialog-{Guid.NewGuid():n}";
    private ElementReference _dialog;
    private IJSObjectReference? _module;
    private TaskCompletionSource<bool>? _answer;
    private string _typed = "";
    private bool _isToOpen;

    /// <summary>The question.</summary>
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    /// <summary>What will happen.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>The words on the button that confirms; null for the usual ones.</summary>
    [Parameter]
    public string? ConfirmText { get; set; }

    /// <summary>Whether confirming destroys something.</summary>
    [Parameter]
    public bool Danger { get; set; }

    /// <summary>What must be typed exactly, as it is or as it is shown, before the button works; null for nothing.</summary>
    [Parameter]
    public string? TypeToConfirm { get; set; }

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    private bool MayConfirm => TypeToConfirm is null || _typed.Trim() == TypeToConfirm.Trim() || _typed.Trim() == VisibleText.Of(TypeToConfirm).Trim();

    /// <summary>Opens the dialog and waits: true when the person confirms, false when they cancel or the page goes away.</summary>
    public Task<bool> AskAsync()
    {
        Answer(false);
        _answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _typed = "";
        _isToOpen = true;
        StateHasChanged();
        return _answer.Task;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Answer(false);
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
        // Only now the content is there: the browser gives the focus to what it finds in the dialog as it opens.
        if (!_isToOpen)
            return;
        _isToOpen = false;
        _module ??= await Browser.InvokeAsync<IJSObjectReference>("import", "/js/dialog.js");
        await _module.InvokeVoidAsync("open", _dialog);
    }

    private Task SubmitAsync() => MayConfirm ? CloseAsync(true) : Task.CompletedTask;

    private async Task CloseAsync(bool confirmed)
    {
        Answer(confirmed);
        if (_module is not null)
            await _module.InvokeVoidAsync("close", _dialog);
    }

    private void Answer(bool confirmed)
    {
        _answer?.TrySetResult(confirmed);
        _answer = null;
    }
}
