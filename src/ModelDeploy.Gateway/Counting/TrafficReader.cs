using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Gateway.Clients;

namespace ModelDeploy.Gateway.Counting;

/// <summary>What this gateway has counted, for those who may see the deployment.</summary>
public sealed class TrafficReader(GatewayCounters counters, DeploymentFeed feed, CatalogCache catalog)
{
    /// <summary>Since when requests are counted; before, nothing is known.</summary>
    public DateTimeOffset Since => counters.Since;

    /// <summary>The last hour, or null when there is no such deployment or the viewer may not see it.</summary>
    public TrafficHistory? HistoryOf(Viewer viewer, string id) => feed.Find(viewer, id) is null ? null : counters.HistoryOf(id);

    /// <summary>How many requests ended in each of the last 60 minutes, oldest first; null as for <see cref="HistoryOf"/>.</summary>
    public EquatableList<long>? RequestsPerMinuteOf(Viewer viewer, string id) =>
        feed.Find(viewer, id) is null ? null : counters.RequestsOf(id, points: 60, spans: 6);

    /// <summary>All deployments of the groups that the viewer manages, together and each by itself.</summary>
    /// <param name="viewer">Who looks.</param>
    /// <param name="group">Only this group (its name), or null for all of them.</param>
    /// <param name="points">How many points the range has.</param>
    /// <param name="spans">How many of <see cref="TrafficHistory.Span"/> a point stands for.</param>
    public TrafficOverview OverviewOf(Viewer viewer, string? group, int points, int spans)
    {
        var managed = catalog.Current.Groups.Where(one => Access.MayManage(viewer, one)).Select(one => one.Name).ToHashSet();
        var ids = feed.List(viewer)
            .Where(deployment => Access.MayAdminister(viewer) || managed.Contains(deployment.Spec.Group))
            .Where(deployment => group is null || deployment.Spec.Group == group)
            .Select(deployment => deployment.Id);
        return counters.OverviewOf(ids, points, spans);
    }

    /// <summary>The numbers since the gateway knows the deployment, or null when there is none or the viewer may not see it.</summary>
    public CounterSnapshot? CountersOf(Viewer viewer, string id) => feed.Find(viewer, id) is null ? null : counters.Of(id);

    /// <summary>How its clients used a private endpoint, by their names; null when there is no such deployment or the viewer may not see it.</summary>
    public IReadOnlyDictionary<string, ClientUse>? ClientsOf(Viewer viewer, string id) => feed.Find(viewer, id) is null ? null : counters.ClientsOf(id);
}
