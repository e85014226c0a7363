using Microsoft.AspNetCore.Components;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;

namespace ModelDeploy.Portal.Components.Deployments;

/// <summary>
/// A component that follows the deployments its viewer may see, from its first interactive render until it is disposed.
/// Prerendering never subscribes. Everything happens on the circuit's own context: no locks.
/// </summary>
public abstract class FeedComponent : ComponentBase, IAsyncDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private Task _following = Task.CompletedTask;

    /// <summary>Where deployments come from.</summary>
    [Inject] public required DeploymentFeed Feed { get; init; }

    /// <summary>Groups and instance types; a change of them renders the component again.</summary>
    [Inject] public required CatalogCache Catalog { get; init; }

    /// <summary>Who looks.</summary>
    [CascadingParameter] public required Viewer Viewer { get; set; }

    /// <summary>Whether the first snapshot is there.</summary>
    protected bool IsLoaded { get; private set; }

    /// <summary>Cancelled once the component leaves.</summary>
    protected CancellationToken Closing => _closing.Token;

    /// <summary>Takes the snapshot over.</summary>
    protected abstract Task LoadAsync(IReadOnlyList<Deployment> snapshot);

    /// <summary>Takes a batch of changes over; the component is rendered after it. The next batch waits for it.</summary>
    protected abstract Task FoldAsync(IReadOnlyList<DeploymentChange> batch);

    /// <summary>Takes over that groups or instance types changed; the component is rendered after it.</summary>
    protected virtual Task CatalogChangedAsync() => Task.CompletedTask;

    /// <inheritdoc />
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            _following = FollowAsync(_closing.Token);
    }

    /// <inheritdoc />
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _closing.CancelAsync();
        await _following;
        _closing.Dispose();
    }

    private async Task FollowAsync(CancellationToken closing)
    {
        try
        {
            using var subscription = await Feed.SubscribeAsync(Viewer, closing);
            await LoadAsync(subscription.TakeSnapshot());
            IsLoaded = true;
            StateHasChanged();
            using var listening = Catalog.OnChange(changed => _ = InvokeAsync(OnCatalogAsync));
            await foreach (var batch in subscription.Batches.WithCancellation(closing))
            {
                await FoldAsync(batch);
                StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (closing.IsCancellationRequested)
        {
            // The component has left.
        }
        catch (Exception failure)
        {
            await DispatchExceptionAsync(failure);
        }
    }

    private async Task OnCatalogAsync()
    {
        try
        {
            await CatalogChangedAsync();
            StateHasChanged();
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
