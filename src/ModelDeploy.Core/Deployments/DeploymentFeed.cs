using Microsoft.Extensions.Hosting;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Runtimes;

namespace ModelDeploy.Core.Deployments;

/// <summary>
/// Every deployment in memory, for everybody who looks: the grid, a detail page, the gateway's routes. A viewer gets a
/// snapshot and the changes after it without a gap, sees only what membership allows, and costs a bounded amount however
/// slow it is. Values of secret variables never pass through here.
/// </summary>
public sealed class DeploymentFeed(IDeploymentStore store, CatalogCache catalog, FirstLooks looks, TimeProvider clock, Sightings? sightings = null) : BackgroundService
{
    private readonly Lock _lock = new();
    private readonly Dictionary<DeploymentKey, Deployment> _deployments = [];
    private readonly HashSet<DeploymentKey> _confirmed = [];
    private readonly HashSet<FeedViewer> _viewers = [];
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes once all deployments were read for the first time.</summary>
    public Task LoadedAsync(CancellationToken stop) => _loaded.Task.WaitAsync(stop);

    /// <summary>The deployment, or null when there is none or the viewer may not see it.</summary>
    public Deployment? Find(Viewer viewer, string id)
    {
        lock (_lock)
        {
            return _deployments.TryGetValue(new DeploymentKey(id), out var deployment) && MaySee(viewer, deployment)
                ? Shown(deployment)
                : null;
        }
    }

    /// <summary>
    /// The same, and what the feed has not heard of yet is asked of the store: somebody who just created a deployment must find it.
    /// </summary>
    public async Task<Deployment?> FindAsync(Viewer viewer, string id, CancellationToken stop)
    {
        await LoadedAsync(stop);
        if (Find(viewer, id) is { } known)
            return known;
        if (await store.GetAsync(new DeploymentKey(id), stop) is not { } stored || !MaySee(viewer, stored))
            return null;
        lock (_lock)
            return Shown(Public(stored));
    }

    /// <summary>Everything that the viewer may see now, ordered by id.</summary>
    public IReadOnlyList<Deployment> List(Viewer viewer)
    {
        lock (_lock)
            return VisibleBy(Sight.Of(viewer, catalog.Current));
    }

    /// <summary>
    /// The same list and every change after it, at most ten batches a second, the newest state per deployment.
    /// A deployment that the viewer may no longer see arrives as gone. Waits for the first load.
    /// </summary>
    public async Task<FeedSubscription> SubscribeAsync(Viewer viewer, CancellationToken stop)
    {
        await LoadedAsync(stop);
        lock (_lock)
        {
            var subscriber = new FeedViewer(viewer, Sight.Of(viewer, catalog.Current), clock);
            _viewers.Add(subscriber);
            return new FeedSubscription(VisibleBy(subscriber.Sight), subscriber.BatchesAsync(stop), () => Remove(subscriber));
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await catalog.LoadedAsync(stoppingToken);
        using var catalogChanges = catalog.OnChange(_ => PublishVisibility());
        looks.Seen += PublishSeen;
        looks.AllSeen += PublishAllSeen;
        if (sightings is not null)
            sightings.Changed += PublishAgain;
        try
        {
            using var watch = await store.WatchAsync(stoppingToken);
            Load(watch.Snapshot);
            await foreach (var change in watch.Changes.WithCancellation(stoppingToken))
                Fold(change);
        }
        finally
        {
            looks.Seen -= PublishSeen;
            looks.AllSeen -= PublishAllSeen;
            if (sightings is not null)
                sightings.Changed -= PublishAgain;
        }
    }

    private void Load(IReadOnlyList<Deployment> snapshot)
    {
        lock (_lock)
        {
            foreach (var deployment in snapshot)
                Take(deployment);
        }
        _loaded.TrySetResult();
    }

    private void Fold(DeploymentChange change)
    {
        lock (_lock)
        {
            var before = _deployments.GetValueOrDefault(change.Key);
            if (change.Deployment is { } deployment)
                Take(deployment);
            else if (_deployments.Remove(change.Key))
                _confirmed.Remove(change.Key);
            Publish(change.Key, before);
        }
    }

    private void Take(Deployment deployment)
    {
        _deployments[deployment.Key] = Public(deployment);
        if (looks.Cover(deployment))
            _confirmed.Add(deployment.Key);
    }

    private void PublishSeen(DeploymentKey key)
    {
        lock (_lock)
        {
            // What is here may still be older than what the controller found: then the newer one is on its way.
            if (_deployments.TryGetValue(key, out var deployment) && looks.Cover(deployment) && _confirmed.Add(key))
                Publish(key, deployment);
        }
    }

    private void PublishAgain(DeploymentKey key)
    {
        lock (_lock)
        {
            if (_deployments.TryGetValue(key, out var deployment))
                Publish(key, deployment);
        }
    }

    private void PublishAllSeen()
    {
        lock (_lock)
        {
            foreach (var (key, deployment) in _deployments)
            {
                if (_confirmed.Add(key))
                    Publish(key, deployment);
            }
        }
    }

    /// <summary>A change of groups matters here only by who may see what.</summary>
    private void PublishVisibility()
    {
        lock (_lock)
        {
            foreach (var viewer in _viewers)
            {
                var before = viewer.Sight;
                viewer.Sight = Sight.Of(viewer.Viewer, catalog.Current);
                foreach (var (key, deployment) in _deployments)
                {
                    if (viewer.Sight.Covers(deployment) is var visible && visible != before.Covers(deployment))
                        viewer.Offer(key, visible ? Shown(deployment) : null);
                }
            }
        }
    }

    private void Publish(DeploymentKey key, Deployment? before)
    {
        var after = _deployments.GetValueOrDefault(key);
        foreach (var viewer in _viewers)
        {
            if (viewer.Sight.Covers(after))
                viewer.Offer(key, Shown(after!));
            else if (viewer.Sight.Covers(before))
                viewer.Offer(key, null);
        }
    }

    private void Remove(FeedViewer viewer)
    {
        lock (_lock)
            _viewers.Remove(viewer);
    }

    private IReadOnlyList<Deployment> VisibleBy(Sight sight) =>
        [.. _deployments.Values.Where(sight.Covers).Select(Shown).OrderBy(deployment => deployment.Id, StringComparer.Ordinal)];

    private bool MaySee(Viewer viewer, Deployment deployment) =>
        Access.MayUse(viewer, catalog.Current.Group(deployment.Spec.Group));

    private Deployment Shown(Deployment deployment)
    {
        var known = sightings?.Complete(deployment) ?? deployment;
        return _confirmed.Contains(known.Key) || looks.Cover(known) ? known : UnconfirmedStatus.Of(known);
    }

    private static Deployment Public(Deployment deployment) => deployment with { Spec = deployment.Spec.Redact() };
}
