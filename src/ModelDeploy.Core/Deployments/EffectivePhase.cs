using ModelDeploy.Core.Diagnosis;

namespace ModelDeploy.Core.Deployments;

/// <summary>The phase to show, from the moment a change is accepted and before any controller has looked at it.</summary>
public static class EffectivePhase
{
    /// <summary>
    /// Stopping while it is being deleted. While the status speaks of an older generation: Stopping if a stop is wanted,
    /// else Deploying. Otherwise what the status says.
    /// </summary>
    public static DeploymentPhase Of(Deployment deployment) => deployment switch
    {
        { Deletion: not null } => DeploymentPhase.Stopping,
        { Status.ObservedGeneration: var seen, Generation: var wanted, Spec.Stop: var stop } when seen < wanted =>
            stop ? DeploymentPhase.Stopping : DeploymentPhase.Deploying,
        _ => deployment.Status.Phase,
    };

    /// <summary>The sentence that goes with <see cref="Of"/>: an older generation's message is never shown, but that nothing is known is.</summary>
    public static string MessageOf(Deployment deployment) => deployment switch
    {
        { Deletion: not null } => StatusTexts.Deleting,
        { Status: { UnknownSince: not null, Message: var unknown } } => unknown,
        { Status.ObservedGeneration: var seen, Generation: var wanted, Spec.Stop: var stop } when seen < wanted =>
            stop ? StatusTexts.Stopping : StatusTexts.Accepted,
        _ => deployment.Status.Message,
    };
}
