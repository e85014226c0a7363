using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Runtimes;

namespace ModelDeploy.TestHost;

/// <summary>What the host says, one line of JSON on its standard output: an answer to each command, in order, and before that that it is warm and that it has swept.</summary>
/// <param name="Outcome">The kind of result (<c>Accepted</c>, <c>Conflict</c>, …), or <see cref="Warm"/> or <see cref="Swept"/>.</param>
/// <param name="Deployments">The deployments that are meant.</param>
/// <param name="History">Journal entries, newest first.</param>
public sealed record HostAnswer(
    string Outcome, IReadOnlyList<ToldDeployment>? Deployments = null, IReadOnlyList<ToldRevision>? History = null)
{
    /// <summary>It can be told to start.</summary>
    public const string Warm = "Warm";

    /// <summary>Every deployment that was there at the start has had a pass.</summary>
    public const string Swept = "Swept";

    /// <summary>Taken by the command.</summary>
    public const string Accepted = "Accepted";
}

/// <summary>A deployment as the store has it.</summary>
public sealed record ToldDeployment(
    string Id, Guid Uid, long Generation, string Version, DeploymentSpec Spec, bool Deleting, DeploymentPhase Phase, string Message,
    FailureReason? Failure, decimal GrantedCpu, IReadOnlyList<ReplicaObservation> Replicas)
{
    /// <summary>How it is told.</summary>
    public static ToldDeployment Of(Deployment deployment) => new(
        deployment.Id, deployment.Uid, deployment.Generation, deployment.Version, deployment.Spec, deployment.Deletion is not null,
        deployment.Phase, deployment.Status.Message, deployment.Status.Failure?.Reason,
        deployment.Status.Grant?.Total.Cpu ?? 0, deployment.Status.Replicas);
}

/// <summary>A revision as the journal has it.</summary>
public sealed record ToldRevision(long Revision, ChangeAction Action, DeploymentSpec Spec);
