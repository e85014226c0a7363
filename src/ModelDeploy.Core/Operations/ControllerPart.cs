using System.Globalization;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Reconciling;

namespace ModelDeploy.Core.Operations;

/// <summary>The controller: whether it acts here, and how much is left to do.</summary>
public sealed class ControllerPart(ControllerService controller, IDeploymentStore store) : ISystemPart
{
    /// <inheritdoc />
    public async Task<SystemPart> DescribeAsync(CancellationToken stop)
    {
        var (leadsSince, waiting) = controller.State;
        var phases = (await store.ListAsync(stop)).GroupBy(deployment => deployment.Phase).OrderBy(phase => phase.Key);
        return new SystemPart(
            "Controller",
            leadsSince is null ? "It does not act here: another portal leads, or it is starting." : null,
            [
                new("Leader", leadsSince is { } since ? $"This portal, since {since.UtcDateTime.ToString("u", CultureInfo.InvariantCulture)}" : "Not this portal"),
                new("First look at everything", controller.FirstSweepDone ? "Done" : "Going on"),
                new("Queue", waiting == 1 ? "1 deployment waits or is being looked at" : string.Create(CultureInfo.InvariantCulture, $"{waiting} deployments wait or are being looked at")),
                .. phases.Select(phase => new SystemFact(phase.Key.ToString(), phase.Count().ToString(CultureInfo.InvariantCulture))),
            ]);
    }
}
