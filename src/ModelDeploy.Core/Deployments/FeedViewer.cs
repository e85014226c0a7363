using System.Runtime.CompilerServices;
using ModelDeploy.Core.Groups;

namespace ModelDeploy.Core.Deployments;

/// <summary>One subscriber of the feed: what it knows of, and what it has not read yet.</summary>
internal sealed class FeedViewer(Viewer viewer, IEnumerable<DeploymentKey> known, TimeProvider clock)
{
    private static readonly TimeSpan BetweenBatches = TimeSpan.FromMilliseconds(100);

    private readonly HashSet<DeploymentKey> _known = [.. known];
    private readonly LatestByKey<DeploymentKey, DeploymentChange> _pending = new();

    public Viewer Viewer => viewer;

    /// <summary>Whether the viewer was told of it and not that it is gone. Called under the feed's lock.</summary>
    public bool Knows(DeploymentKey key) => _known.Contains(key);

    /// <summary>Called under the feed's lock. Null means gone or hidden; what the viewer never knew of stays unsaid.</summary>
    public void Offer(DeploymentKey key, Deployment? deployment)
    {
        if (deployment is not null)
            _known.Add(key);
        else if (!_known.Remove(key))
            return;
        _pending.Post(key, new DeploymentChange(key, deployment));
    }

    public async IAsyncEnumerable<IReadOnlyList<DeploymentChange>> BatchesAsync(
        CancellationToken subscribed, [EnumeratorCancellation] CancellationToken stop = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(subscribed, stop);
        while (true)
        {
            yield return await _pending.TakeAllAsync(either.Token);
            await Task.Delay(BetweenBatches, clock, either.Token);
        }
    }
}
