using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Kubernetes.Store.Wire;

namespace ModelDeploy.Kubernetes.Store;

/// <summary>The status of a custom resource as the product's, and back. Pure.</summary>
internal static class StatusMapping
{
    /// <summary>The status as far as it can be read.</summary>
    public static DeploymentStatus Read(PhDeploymentStatus? status) => status is null ? DeploymentStatus.Initial : new DeploymentStatus
    {
        ObservedGeneration = status.ObservedGeneration ?? 0,
        Phase = Enum.TryParse<DeploymentPhase>(status.Phase, ignoreCase: true, out var phase) ? phase : DeploymentPhase.Deploying,
        Message = status.Message ?? "",
        Failure = Enum.TryParse<FailureReason>(status.Reason, out var reason)
            ? new Failure(reason, status.Failure ?? "", (status.Evidence ?? []).ToEquatableList(), status.NextStep ?? "")
            : null,
        Wanted = status.Replicas ?? 0,
        Updated = status.UpdatedReplicas ?? 0,
        Available = status.AvailableReplicas ?? 0,
        Replicas = (status.Pods ?? []).ToEquatableList(),
        Template = status.Template,
        LastDeployed = status.LastDeployed is { } last ? new ServingRevision(last.Revision, last.Template) : null,
        Grant = status.Grant,
        Waiting = status.Waiting,
        LostReplicaAt = status.LostReplicaAt,
        UnknownSince = status.UnknownSince,
        ChangedAt = status.ChangedAt,
        PhaseSince = status.PhaseSince,
    };

    /// <summary>The status as the cluster keeps it.</summary>
    /// <param name="status">The status.</param>
    /// <param name="group">The group that owns the deployment.</param>
    /// <param name="endpoint">Where to send requests.</param>
    /// <param name="history">The accepted specs, newest first.</param>
    public static PhDeploymentStatus Write(DeploymentStatus status, string group, string endpoint, StatusHistory history) => new()
    {
        Phase = status.Phase.ToString(),
        Message = WireJson.NullIfEmpty(status.Message),
        Reason = status.Failure?.Reason.ToString(),
        Failure = status.Failure?.Message,
        Evidence = status.Failure?.Evidence,
        NextStep = status.Failure?.NextStep,
        ObservedGeneration = status.ObservedGeneration,
        GroupName = group,
        Replicas = status.Wanted,
        UpdatedReplicas = status.Updated,
        AvailableReplicas = status.Available,
        Endpoint = status.Replicas.Any(replica => replica.Ready) ? endpoint : null,
        Template = status.Template,
        LastDeployed = status.LastDeployed is { } last ? new LastDeployedStatus(last.Revision, last.Template) : null,
        Pods = status.Replicas,
        Grant = status.Grant,
        Waiting = status.Waiting,
        LostReplicaAt = status.LostReplicaAt,
        UnknownSince = status.UnknownSince,
        ChangedAt = status.ChangedAt,
        PhaseSince = status.PhaseSince,
        History = history.Entries,
        HistoryCut = history.IsCut ? true : null,
    };
}
