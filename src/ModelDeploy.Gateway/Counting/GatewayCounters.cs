using ModelDeploy.Core;
using ModelDeploy.Gateway.Clients;
using ModelDeploy.Gateway.Routing;

namespace ModelDeploy.Gateway.Counting;

/// <summary>What the gateway has counted, for pages and metrics. Numbers end with their deployment.</summary>
public sealed class GatewayCounters(GatewayRoutes routes, TimeProvider time)
{
    /// <summary>Since when requests are counted; before, nothing is known.</summary>
    public DateTimeOffset Since => routes.Since;

    /// <summary>The numbers of a deployment, or null when the gateway knows none of this id.</summary>
    public CounterSnapshot? Of(string id) => routes.Current?.Find(id)?.Counters.Read();

    /// <summary>The last hour of a deployment, or null when the gateway knows none of this id.</summary>
    public TrafficHistory? HistoryOf(string id) => routes.Current?.Find(id)?.Counters.ReadHistory(time.GetUtcNow());

    /// <summary>How many requests of a deployment ended in each of these spans, oldest first, up to now; null when the gateway knows none of this id.</summary>
    /// <param name="id">Which deployment.</param>
    /// <param name="points">How many numbers.</param>
    /// <param name="spans">How many of <see cref="TrafficHistory.Span"/> each stands for.</param>
    public EquatableList<long>? RequestsOf(string id, int points, int spans)
    {
        if (routes.Current?.Find(id) is not { } route)
            return null;
        var requests = new long[points];
        foreach (var (index, bucket) in route.Counters.Between(TrafficRing.NumberOf(time.GetUtcNow()) - points * spans + 1, points * spans))
            requests[index / spans] += bucket.Requests;
        return [.. requests];
    }

    /// <summary>Several deployments together and each by itself; what is not over yet is left out.</summary>
    /// <param name="ids">Which.</param>
    /// <param name="points">How many points the range has.</param>
    /// <param name="spans">How many of <see cref="TrafficHistory.Span"/> a point stands for.</param>
    public TrafficOverview OverviewOf(IEnumerable<string> ids, int points, int spans)
    {
        var first = TrafficRing.NumberOf(time.GetUtcNow()) - points * spans;
        var all = Enumerable.Range(0, points).Select(_ => new TrafficSum()).ToArray();
        var each = new Dictionary<string, TrafficPoint>();
        var inFlight = 0L;
        foreach (var id in ids)
        {
            if (routes.Current?.Find(id) is not { } route)
                continue;
            inFlight += route.Counters.InFlight;
            var own = new TrafficSum();
            foreach (var (index, bucket) in route.Counters.Between(first, points * spans))
            {
                bucket.AddTo(all[index / spans]);
                bucket.AddTo(own);
            }
            each[id] = own.ToPoint(TrafficRing.BeginOf(first));
        }
        return new TrafficOverview([.. all.Select((sum, point) => sum.ToPoint(TrafficRing.BeginOf(first + point * spans)))], each, inFlight);
    }

    /// <summary>The numbers of a deployment apart by service, method and status; none when the gateway knows none of this id.</summary>
    public IReadOnlyList<RequestSample> SamplesOf(string id) => routes.Current?.Find(id)?.Counters.ReadSamples() ?? [];

    /// <summary>How the clients of a private endpoint used it, by their names; none when the gateway knows no such one.</summary>
    public IReadOnlyDictionary<string, ClientUse> ClientsOf(string id) => routes.Current?.Find(id)?.Clients?.Read() ?? new Dictionary<string, ClientUse>();
}
