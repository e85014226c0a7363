using ModelDeploy.Core.Runtimes;

namespace ModelDeploy.Portal.Components.Deployments.Detail;

/// <summary>What a replica is doing, in words.</summary>
public static class ReplicaWords
{
    /// <summary>State and readiness; says so when the replica is of an older template than <paramref name="newest"/>.</summary>
    public static string Of(ReplicaObservation replica, string? newest)
    {
        var state = replica.State switch
        {
            ReplicaState.Starting => "Starting",
            ReplicaState.Running => replica.Ready ? "Ready" : "Not ready",
            ReplicaState.Waiting => "Waiting to restart",
            ReplicaState.Stopping => "Stopping",
        };
        return newest is null || replica.Template == newest ? state : $"{state} (older revision)";
    }
}
