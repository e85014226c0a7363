using System.Globalization;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Reconciling;
using ModelDeploy.Core.Texts;

namespace ModelDeploy.Core.Operations;

/// <summary>The controller: whether it acts here, and how much is left to do.</summary>
public sealed class ControllerPart(ControllerService controller, IDeploymentStore store, FirstLooks looks, Outages outages) : ISystemPart
{
    /// <inheritdoc />
    public async Task<SystemPart> DescribeAsync(CancellationToken stop)
    {
        var (leadsSince, waiting) = controller.State;
        var phases = (await store.ListAsync(stop)).GroupBy(deployment => deployment.Phase).OrderBy(phase => phase.Key);
        return new SystemPart(
            ControllerTexts.Controller,
            leadsSince is null && !looks.OthersVouch ? ControllerTexts.DoesNotAct : Trouble(),
            [
                new(ControllerTexts.Leader, leadsSince is { } since ? ControllerTexts.ThisPortal.With(TimeOf(since)) : looks.OthersVouch ? ControllerTexts.Waits : ControllerTexts.NotThisPortal),
                .. leadsSince is null ? Array.Empty<SystemFact>() : [new SystemFact(ControllerTexts.FirstLook, controller.FirstSweepDone ? ControllerTexts.Done : ControllerTexts.GoingOn)],
                new(ControllerTexts.Queue, Phrases.Count(waiting, ControllerTexts.QueueOne, ControllerTexts.QueueMany)),
                .. phases.Select(phase => new SystemFact(WordsOf(phase.Key), Phrases.Number(phase.Count()))),
            ]);
    }

    private string? Trouble() => (controller.Trouble, outages.Of(OutageOf.Passes)) switch
    {
        ({ } here, _) => ControllerTexts.PassesFail.With(
            Phrases.Count(here.Deployments, ControllerTexts.FailingOne, ControllerTexts.FailingMany), TimeOf(here.Since), here.Because),
        (_, { } elsewhere) => ControllerTexts.PassesFailElsewhere.With(TimeOf(elsewhere.Since), elsewhere.Because),
        _ => null,
    };

    private static string TimeOf(DateTimeOffset at) => at.UtcDateTime.ToString("u", CultureInfo.InvariantCulture);

    private static string WordsOf(DeploymentPhase phase) => phase switch
    {
        DeploymentPhase.Deploying => ControllerTexts.PhaseDeploying,
        DeploymentPhase.Deployed => ControllerTexts.PhaseDeployed,
        DeploymentPhase.Stopping => ControllerTexts.PhaseStopping,
        DeploymentPhase.Stopped => ControllerTexts.PhaseStopped,
        DeploymentPhase.Failed => ControllerTexts.PhaseFailed,
    };
}
