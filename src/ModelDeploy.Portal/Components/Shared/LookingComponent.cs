using Microsoft.AspNetCore.Components;

namespace ModelDeploy.Portal.Components.Shared;

/// <summary>A component that looks again and again at something that nobody announces, for as long as it is shown.</summary>
/// <param name="pace">The time between two looks.</param>
public abstract class LookingComponent(TimeSpan pace) : ComponentBase, IAsyncDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private Task _looking = Task.CompletedTask;

    /// <summary>Measures the time between two looks.</summary>
    [Inject] public required TimeProvider Clock { get; init; }

    /// <summary>Ends when the component does.</summary>
    protected CancellationToken Closing => _closing.Token;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _looking;
        _closing.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Looks once. It is rendered afterwards.</summary>
    /// <returns>False when there is nothing to look at any more.</returns>
    protected abstract Task<bool> LookAsync();

    /// <inheritdoc />
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            _looking = LookOnAsync();
    }

    private async Task LookOnAsync()
    {
        using var timer = new PeriodicTimer(pace, Clock);
        try
        {
            bool goesOn;
            do
            {
                goesOn = await LookAsync();
                StateHasChanged();
            }
            while (goesOn && await timer.WaitForNextTickAsync(Closing));
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // The component has left.
        }
        catch (Exception failure)
        {
            await DispatchExceptionAsync(failure);
        }
    }
}
