using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;

namespace ModelDeploy.Core.Runtimes;

/// <summary>What replicas use, for those who may see the deployment.</summary>
public sealed class UsageReader(DeploymentFeed feed, IModelRuntime runtime)
{
    /// <summary>What is known now; empty when there is no such deployment, or the viewer may not see it.</summary>
    public async Task<IReadOnlyList<ReplicaUsage>> ReadAsync(Viewer viewer, string id, CancellationToken stop) =>
        feed.Find(viewer, id) is { } deployment ? await runtime.MeasureAsync(deployment.Key, stop) : [];
}
