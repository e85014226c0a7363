using System.Collections.Immutable;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Gateway.Clients;
using ModelDeploy.Gateway.Counting;

namespace ModelDeploy.Gateway.Routing;

/// <summary>
/// How to reach one deployment. Everything but the counters, what is counted of clients, the turn and the replicas' own state is immutable; those
/// are handed on from one route of the deployment to the next, and end with it.
/// </summary>
public sealed class DeploymentRoute
{
    private readonly Turn _turn;

    private DeploymentRoute(Deployment deployment, DeploymentRoute? before)
    {
        Id = deployment.Id;
        Uid = deployment.Uid;
        Access = deployment.Spec.Access;
        Clients = Access is AccessType.Private ? RouteClients.Of(deployment, before?.Clients) : null;
        IsStopped = deployment.Spec.Stop || deployment.Deletion is not null;
        Replicas = IsStopped ? [] : ReadyReplicas(deployment, before);
        Counters = before?.Counters ?? new DeploymentCounters();
        _turn = before?._turn ?? new Turn();
    }

    /// <summary>The deployment's id.</summary>
    public string Id { get; }

    /// <summary>Tells it apart from an earlier deployment of the same id.</summary>
    public Guid Uid { get; }

    /// <summary>Who may call.</summary>
    public AccessType Access { get; }

    /// <summary>Whether a stop or a deletion is wanted: then there are no replicas to call, whatever still runs.</summary>
    public bool IsStopped { get; }

    /// <summary>The replicas that take requests, of whatever revision: an older one serves until a newer is ready.</summary>
    public ImmutableArray<ReplicaRoute> Replicas { get; }

    /// <summary>Whether a replica's server is an old Seldon wrapper that takes predictions only at <c>/predict</c>.</summary>
    public bool UsesPredictFallback => Replicas.Any(replica => replica.Model.Predictions is PredictionsPath.Predict);

    /// <summary>Whether it is still unknown where one of the servers takes predictions.</summary>
    internal bool HasUnlearntReplica => Replicas.Any(static replica => replica.Model.Predictions is PredictionsPath.Unknown);

    internal DeploymentCounters Counters { get; }

    /// <summary>Who may call a private endpoint; null for a public one.</summary>
    internal RouteClients? Clients { get; }

    /// <summary>The route to a deployment as it is now. State of <paramref name="before"/> goes on if that was the same deployment.</summary>
    public static DeploymentRoute Of(Deployment deployment, DeploymentRoute? before) =>
        new(deployment, before?.Uid == deployment.Uid ? before : null);

    /// <summary>
    /// The replica whose turn it is, or null when there is none other than those in <paramref name="except"/>: first one that is to
    /// be tried after its rest, then those in rotation by turns; when all are out, all of them, rather than none.
    /// </summary>
    internal ReplicaRoute? Next(TimeSpan now, params ReadOnlySpan<ReplicaRoute> except)
    {
        var (sound, all) = (0, 0);
        foreach (var replica in Replicas)
        {
            if (except.Contains(replica))
                continue;
            all++;
            if (replica.Health.StandingAt(now) is ReplicaStanding.In)
                sound++;
            else if (replica.TakeTrial(now))
                return replica;
        }
        if (all == 0)
            return null;
        var turn = _turn.Take();
        return (sound > 0 ? Nth((int)(turn % (uint)sound), except, inRotation: true) : null)
            ?? Nth((int)(turn % (uint)all), except, inRotation: false);
    }

    private ReplicaRoute? Nth(int index, ReadOnlySpan<ReplicaRoute> except, bool inRotation)
    {
        ReplicaRoute? found = null;
        foreach (var replica in Replicas)
        {
            if (except.Contains(replica) || (inRotation && replica.Health.OutUntil is not null))
                continue;
            found = replica;
            if (index-- == 0)
                break;
        }
        return found;
    }

    private static ImmutableArray<ReplicaRoute> ReadyReplicas(Deployment deployment, DeploymentRoute? before)
    {
        var known = before?.Replicas ?? [];
        var models = known.DistinctBy(replica => replica.Template).ToDictionary(replica => replica.Template, replica => replica.Model);
        return
        [
            .. from replica in deployment.Status.Replicas
               let now = ReplicaRoute.Of(replica, ModelOf)
               where now is not null
               select known.FirstOrDefault(now.IsSameAs) ?? now,
        ];

        ModelTraits ModelOf(string template) =>
            models.TryGetValue(template, out var model) ? model : models[template] = new ModelTraits();
    }

    private sealed class Turn
    {
        private uint _taken;

        public uint Take() => Interlocked.Increment(ref _taken);
    }
}
