using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Runtimes;

namespace ModelDeploy.Kubernetes.Store.Wire;

/// <summary>What is, as the controller last saw it.</summary>
internal sealed record PhDeploymentStatus
{
    public string? Phase { get; init; }

    public string? Message { get; init; }

    public string? Reason { get; init; }

    public string? Failure { get; init; }

    public IReadOnlyList<string>? Evidence { get; init; }

    public string? NextStep { get; init; }

    public long? ObservedGeneration { get; init; }

    /// <summary>The group that owned it at its first look, and owns it for ever.</summary>
    public string? GroupName { get; init; }

    public int? Replicas { get; init; }

    public int? UpdatedReplicas { get; init; }

    public int? AvailableReplicas { get; init; }

    public string? Endpoint { get; init; }

    public string? Template { get; init; }

    public LastDeployedStatus? LastDeployed { get; init; }

    public IReadOnlyList<ReplicaObservation>? Pods { get; init; }

    public Grant? Grant { get; init; }

    public Grant? Waiting { get; init; }

    public DateTimeOffset? LostReplicaAt { get; init; }

    public DateTimeOffset? UnknownSince { get; init; }

    public DateTimeOffset? ChangedAt { get; init; }

    public DateTimeOffset? PhaseSince { get; init; }

    /// <summary>The newest accepted specs, newest first.</summary>
    public IReadOnlyList<HistoryEntry>? History { get; init; }

    public bool? HistoryCut { get; init; }
}

/// <summary>What was last fully deployed.</summary>
internal sealed record LastDeployedStatus(long Revision, string Template);

/// <summary>One accepted spec.</summary>
internal sealed record HistoryEntry(DateTimeOffset Time, long Revision, string UserName, string Action, PhDeploymentSpec Spec);
