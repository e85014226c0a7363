using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ModelDeploy.Gateway.Routing;

/// <summary>Says whose turn it is, and learns from every call which replicas are better left alone for a while.</summary>
internal sealed partial class Rotation(IOptions<GatewayOptions> options, TimeProvider time, ILogger<Rotation> logger)
{
    /// <summary>
    /// How long a replica that ended a connection unanswered is asked over new ones only. Some servers close without a word
    /// after every answer; each connection kept to them can cost a prediction.
    /// </summary>
    private static readonly TimeSpan DistrustTime = TimeSpan.FromSeconds(10);

    private readonly EjectionRules _rules = new(options.Value.EjectAfter, options.Value.EjectTime, options.Value.LongestEjectTime);

    /// <summary>The replica whose turn it is, or null when there is none other than those in <paramref name="except"/>.</summary>
    public ReplicaRoute? Next(DeploymentRoute route, params ReadOnlySpan<ReplicaRoute> except) => route.Next(Now(), except);

    /// <summary>Whether a connection kept from an earlier request may be used.</summary>
    public bool MayReuseConnection(ReplicaRoute replica) => replica.DistrustedUntil is not { } until || Now() >= until;

    /// <summary>Notes how a call went. Every replica that <see cref="Next"/> gave out is noted once, whatever happened.</summary>
    public void Note(DeploymentRoute route, ReplicaRoute replica, CallOutcome outcome)
    {
        if (outcome is CallOutcome.Answered && ReferenceEquals(replica.Health, ReplicaHealth.Sound))
            return;
        var now = Now();
        if (outcome is CallOutcome.Broke)
            replica.Distrust(now + DistrustTime);
        var (before, after) = replica.Note(outcome, now, _rules);
        if (after.Ejections > before.Ejections)
        {
            Log.Ejected(logger, replica.Name, route.Id, after.Failures, after.OutUntil!.Value - now);
            if (outcome is CallOutcome.NotTaken && options.Value.ReplicasArePods)
                Log.KeptOut(logger, replica.Name, route.Id, options.Value.ConnectTimeout);
        }
        else if (after.Ejections < before.Ejections)
            Log.Returned(logger, replica.Name, route.Id);
    }

    private TimeSpan Now() => time.GetElapsedTime(0);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Replica {Replica} of deployment {Deployment} is out of rotation for {Rest} after {Failures} failed calls in a row")]
        public static partial void Ejected(ILogger logger, string replica, string deployment, int failures, TimeSpan rest);

        [LoggerMessage(2, LogLevel.Information, "Replica {Replica} of deployment {Deployment} answers again and is back in rotation")]
        public static partial void Returned(ILogger logger, string replica, string deployment);

        [LoggerMessage(3, LogLevel.Warning, "Replica {Replica} of deployment {Deployment} is ready, but does not take connections from the gateway within {Time}; a NetworkPolicy may keep the gateway out: see docs/kubernetes.md")]
        public static partial void KeptOut(ILogger logger, string replica, string deployment, TimeSpan time);
    }
}
