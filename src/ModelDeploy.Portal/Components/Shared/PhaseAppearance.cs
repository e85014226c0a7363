using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Portal.Components.Shared;

/// <summary>The face of a phase: the same words, icon and colour wherever it is shown.</summary>
/// <param name="Words">What people read, in the language of whoever asked.</param>
/// <param name="Icon">Its icon; no two phases share one.</param>
/// <param name="Colour">The name of its colour in the style sheet (<c>tone-…</c>).</param>
public sealed record PhaseAppearance(string Words, IconName Icon, string Colour)
{
    /// <summary>The face of this phase.</summary>
    public static PhaseAppearance Of(DeploymentPhase phase) => phase switch
    {
        DeploymentPhase.Deploying => new(SharedTexts.PhaseDeploying, IconName.Progress, "yellow"),
        DeploymentPhase.Deployed => new(SharedTexts.PhaseDeployed, IconName.CheckCircle, "green"),
        DeploymentPhase.Stopping => new(SharedTexts.PhaseStopping, IconName.Stopping, "yellow"),
        DeploymentPhase.Stopped => new(SharedTexts.PhaseStopped, IconName.Stopped, "grey"),
        DeploymentPhase.Failed => new(SharedTexts.PhaseFailed, IconName.Alert, "red"),
    };
}
