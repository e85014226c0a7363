using System.Runtime.CompilerServices;
using ModelDeploy.Core.Groups;

namespace ModelDeploy.Core.Deployments;

/// <summary>One subscriber of the feed: what it may see, and what it has not read yet. Costs the same however much there is.</summary>
internal sealed class FeedViewer(Viewer viewer, Sight sight, TimeProvider clock)
{
    private static readonly TimeSpan BetweenBatches = TimeSpan.FromMilliseconds(100);

    private readonly LatestByKey<DeploymentKey, DeploymentChange> _pending = new();

    public Viewer Viewer => viewer;

    /// <summary>What it may see, as it was told so far. Used under the feed's lock.</summary>
    public Sight Sight { get; set; } = sight;

    /// <summary>Called under the feed's lock. Null means gone or hidden; what the viewer never knew of must not be offered.</summary>
    public void Offer(DeploymentKey key, Deployment? deployment) => _pending.Post(key, new DeploymentChange(key, deployment));

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
