using Microsoft.JSInterop;

namespace ModelDeploy.Portal.Components.Shared;

/// <summary>Writes to the clipboard of the browser behind this circuit.</summary>
public sealed class Clipboard(IJSRuntime browser) : IAsyncDisposable
{
    private IJSObjectReference? _module;

    /// <summary>Copies the text; false when the browser does not let us.</summary>
    public async Task<bool> CopyAsync(string text, CancellationToken stop = default)
    {
        _module ??= await browser.InvokeAsync<IJSObjectReference>("import", stop, "/js/clipboard.js");
        return await _module.InvokeAsync<bool>("copy", stop, text);
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
