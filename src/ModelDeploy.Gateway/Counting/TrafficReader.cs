using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;

namespace ModelDeploy.Gateway.Counting;

/// <summary>What this gateway has counted, for those who may see the deployment.</summary>
public sealed class TrafficReader(GatewayCounters counters, DeploymentFeed feed)
{
    /// <summary>The last hour, or null when there is no such deployment or the viewer may not see it.</summary>
    public TrafficHistory? HistoryOf(Viewer viewer, string id) => feed.Find(viewer, id) is null ? null : counters.HistoryOf(id);

    /// <summary>The numbers since the gateway knows the deployment, or null when there is none or the viewer may not see it.</summary>
    public CounterSnapshot? CountersOf(Viewer viewer, string id) => feed.Find(viewer, id) is null ? null : counters.Of(id);
}
