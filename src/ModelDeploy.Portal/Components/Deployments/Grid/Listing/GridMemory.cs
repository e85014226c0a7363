using Microsoft.JSInterop;

namespace ModelDeploy.Portal.Components.Deployments.Grid.Listing;

/// <summary>Keeps the preference in the browser behind this circuit.</summary>
public sealed class GridMemory(IJSRuntime browser) : IAsyncDisposable
{
    private IJSObjectReference? _module;

    /// <summary>What the browser remembers; as usual where it remembers nothing or must not.</summary>
    public async Task<GridPreference> ReadAsync(CancellationToken stop) =>
        GridPreference.FromJson(await (await ModuleAsync(stop)).InvokeAsync<string?>("read", stop));

    /// <summary>Lets the browser remember; where it must not, the choice ends with the page.</summary>
    public async Task WriteAsync(GridPreference preference, CancellationToken stop) =>
        await (await ModuleAsync(stop)).InvokeVoidAsync("write", stop, preference.ToJson());

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

    private async Task<IJSObjectReference> ModuleAsync(CancellationToken stop) =>
        _module ??= await browser.InvokeAsync<IJSObjectReference>("import", stop, "/js/grid-memory.js");
}
