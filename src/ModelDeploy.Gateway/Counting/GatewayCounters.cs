using ModelDeploy.Gateway.Routing;

namespace ModelDeploy.Gateway.Counting;

/// <summary>What the gateway has counted, for pages and metrics. Numbers end with their deployment.</summary>
public sealed class GatewayCounters(GatewayRoutes routes, TimeProvider time)
{
    /// <summary>The numbers of a deployment, or null when the gateway knows none of this id.</summary>
    public CounterSnapshot? Of(string id) => routes.Current?.Find(id)?.Counters.Read();

    /// <summary>The last hour of a deployment, or null when the gateway knows none of this id.</summary>
    public TrafficHistory? HistoryOf(string id) => routes.Current?.Find(id)?.Counters.ReadHistory(time.GetUtcNow());

    /// <summary>The numbers of a deployment apart by service, method and status; none when the gateway knows none of this id.</summary>
    public IReadOnlyList<RequestSample> SamplesOf(string id) => routes.Current?.Find(id)?.Counters.ReadSamples() ?? [];
}
