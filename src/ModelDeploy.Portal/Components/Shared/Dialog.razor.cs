using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ModelDeploy.Portal.Components.Shared;

/// <summary>Shows something above the page until its owner stops rendering it.</summary>
public sealed partial class Dialog : IAsyncDisposable
{
    private readonly string _titleId = $"dialog-{Guid.NewGuid():n}";
    private ElementReference _dialog;
    private IJSObjectReference? _module;

    /// <summary>Its heading.</summary>
    [Parameter, EditorRequired] public required string Title { get; set; }

    /// <summary>Called when the person wants it closed.</summary>
    [Parameter, EditorRequired] public required EventCallback OnClose { get; set; }

    /// <summary>The content.</summary>
    [Parameter] public required RenderFragment ChildContent { get; set; }

    /// <summary>Buttons at its end, or null.</summary>
    [Parameter] public RenderFragment? Actions { get; set; }

    /// <summary>Further classes, or null.</summary>
    [Parameter] public string? Class { get; set; }

    [Inject] private IJSRuntime Browser { get; set; } = null!;

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _module = await Browser.InvokeAsync<IJSObjectReference>("import", "/js/dialog.js");
        await _module.InvokeVoidAsync("open", _dialog);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
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
}
