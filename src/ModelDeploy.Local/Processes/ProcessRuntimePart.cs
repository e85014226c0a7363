using System.Globalization;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Operations;

namespace ModelDeploy.Local.Processes;

/// <summary>The processes of this machine that serve models.</summary>
internal sealed class ProcessRuntimePart(ProcessRuntimeOptions options, IDeploymentStore store) : ISystemPart
{
    /// <inheritdoc />
    public async Task<SystemPart> DescribeAsync(CancellationToken stop)
    {
        var replicas = (await store.ListAsync(stop)).SelectMany(deployment => deployment.Status.Replicas).ToList();
        return new SystemPart("Runtime", null,
        [
            new("Kind", "Processes of this machine, each under a supervisor"),
            new("Replicas", Words($"{replicas.Count(replica => replica.Ready)} ready of {replicas.Count}")),
            new("Images in the catalog", Words($"{options.Images.Count}")),
            new("Ports for replicas", Words($"{options.Ports.First} to {options.Ports.Last}")),
            new("When the portal stops", options.KeepReplicasOnShutdown ? "Replicas go on, and the next portal takes them over" : "Replicas are ended"),
        ]);
    }

    private static string Words(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
