using Microsoft.Extensions.Hosting;

namespace ModelDeploy.Core.Groups;

/// <summary>The newest groups and instance types, in memory, for everybody who reads them often.</summary>
public sealed class CatalogCache(ICatalog catalog) : BackgroundService
{
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private readonly List<Action> _listeners = [];

    /// <summary>The newest content; empty before <see cref="LoadedAsync"/>.</summary>
    public CatalogSnapshot Current { get; private set; } = CatalogSnapshot.Empty;

    /// <summary>Completes once the catalog was read for the first time.</summary>
    public Task LoadedAsync(CancellationToken stop) => _loaded.Task.WaitAsync(stop);

    /// <summary>
    /// Calls back after every change, on the cache's own task: be quick. What belonged to the caller is there again, their language
    /// above all. Dispose to end it.
    /// </summary>
    public IDisposable OnChange(Action<CatalogSnapshot> callBack)
    {
        var listener = CallersContext.Keep(() => callBack(Current));
        lock (_lock)
            _listeners.Add(listener);
        return new Subscription(() =>
        {
            lock (_lock)
                _listeners.Remove(listener);
        });
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var snapshot in catalog.WatchAsync(stoppingToken))
        {
            Action[] listeners;
            lock (_lock)
            {
                Current = snapshot;
                listeners = [.. _listeners];
            }
            _loaded.TrySetResult();
            foreach (var listener in listeners)
                listener();
        }
    }
}
