using ModelDeploy.Core.Runtimes;
using ModelDeploy.Core.Texts;

namespace ModelDeploy.Portal.Components.Deployments.Detail;

/// <summary>What a replica is doing, in words.</summary>
public static class ReplicaWords
{
    /// <summary>State and readiness; says so when the replica is of an older template than <paramref name="newest"/>.</summary>
    public static string Of(ReplicaObservation replica, string? newest)
    {
        var state = replica.State switch
        {
            ReplicaState.Starting => DetailTexts.ReplicaStarting,
            ReplicaState.Running => replica.Ready ? DetailTexts.ReplicaReady : DetailTexts.ReplicaNotReady,
            ReplicaState.Waiting => DetailTexts.ReplicaWaiting,
            ReplicaState.Stopping => DetailTexts.ReplicaStopping,
        };
        return newest is null || replica.Template == newest ? state : DetailTexts.ReplicaOfOlderRevision.With(state);
    }
}
