using ModelDeploy.Gateway.Routing;

namespace ModelDeploy.Gateway.Counting;

/// <summary>What the gateway has counted, for pages and metrics. Numbers end with their deployment.</summary>
public sealed class GatewayCounters(GatewayRoutes routes)
{
    /// <summary>The numbers of a deployment, or null when the gateway knows none of this id.</summary>
    public CounterSnapshot? Of(string id) => routes.Current?.Find(id)?.Counters.Read();
}
