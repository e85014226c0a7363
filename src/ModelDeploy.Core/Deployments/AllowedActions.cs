namespace ModelDeploy.Core.Deployments;

/// <summary>What a person can do to a deployment.</summary>
public enum DeploymentAction
{
    /// <summary>Change the spec.</summary>
    Update,

    /// <summary>Want it running.</summary>
    Start,

    /// <summary>Want it stopped.</summary>
    Stop,

    /// <summary>Take an earlier revision's spec.</summary>
    RollBack,

    /// <summary>Remove it.</summary>
    Delete,
}

/// <summary>
/// The one table of what is allowed in which phase; commands, buttons and tooltips read it.
/// A stop wanted while the phase is Deploying or Failed does not occur: stop beats every failure.
/// </summary>
public static class AllowedActions
{
    /// <summary>Null when the action is allowed, else one sentence that says why not.</summary>
    public static string? WhyNot(Deployment deployment, DeploymentAction action) =>
        deployment.Deletion is not null
            ? CommandTexts.BeingDeleted
            : WhyNot(deployment.Phase, action);

    private static string? WhyNot(DeploymentPhase phase, DeploymentAction action) => (phase, action) switch
    {
        (_, DeploymentAction.Update or DeploymentAction.RollBack or DeploymentAction.Delete) => null,

        (DeploymentPhase.Stopping or DeploymentPhase.Stopped, DeploymentAction.Start) => null,
        (DeploymentPhase.Deploying, DeploymentAction.Start) => CommandTexts.AlreadyStarting,
        (DeploymentPhase.Deployed, DeploymentAction.Start) => CommandTexts.AlreadyRunning,
        (DeploymentPhase.Failed, DeploymentAction.Start) => CommandTexts.MeantToRun,

        (DeploymentPhase.Deploying or DeploymentPhase.Deployed or DeploymentPhase.Failed, DeploymentAction.Stop) => null,
        (DeploymentPhase.Stopping, DeploymentAction.Stop) => CommandTexts.AlreadyStopping,
        (DeploymentPhase.Stopped, DeploymentAction.Stop) => CommandTexts.AlreadyStopped,
    };
}
