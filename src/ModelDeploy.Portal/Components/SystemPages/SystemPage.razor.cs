using Microsoft.AspNetCore.Components;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Operations;

namespace ModelDeploy.Portal.Components.SystemPages;

/// <summary>The parts of the portal for whoever keeps it running; looks again every few seconds.</summary>
public sealed partial class SystemPage : IAsyncDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _closing = new();
    private Task _looking = Task.CompletedTask;
    private IReadOnlyList<SystemPart>? _parts;

    /// <summary>Asks the parts.</summary>
    [Inject] public required SystemReader Reader { get; init; }

    /// <summary>Says when to look again.</summary>
    [Inject] public required TimeProvider Clock { get; init; }

    /// <summary>Who looks.</summary>
    [CascadingParameter] public required Viewer Viewer { get; set; }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _looking;
        _closing.Dispose();
    }

    /// <inheritdoc />
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            _looking = LookAsync();
    }

    private async Task LookAsync()
    {
        using var timer = new PeriodicTimer(BetweenLooks, Clock);
        try
        {
            do
            {
                await ReadAsync();
                StateHasChanged();
            }
            while (_parts is not null && await timer.WaitForNextTickAsync(_closing.Token));
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Exception failure)
        {
            await DispatchExceptionAsync(failure);
        }
    }

    private async Task ReadAsync() => _parts = await Reader.ReadAsync(Viewer, _closing.Token);
}
