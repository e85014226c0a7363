using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Operations;
using ModelDeploy.Core.Texts;

namespace ModelDeploy.Local.Processes;

/// <summary>The processes of this machine that serve models.</summary>
internal sealed class ProcessRuntimePart(ProcessRuntimeOptions options, IDeploymentStore store) : ISystemPart
{
    /// <inheritdoc />
    public async Task<SystemPart> DescribeAsync(CancellationToken stop)
    {
        var replicas = (await store.ListAsync(stop)).SelectMany(deployment => deployment.Status.Replicas).ToList();
        return new SystemPart(RuntimeTexts.Runtime, null,
        [
            new(RuntimeTexts.Kind, RuntimeTexts.KindProcesses),
            new(RuntimeTexts.Replicas, RuntimeTexts.ReadyOf.With(replicas.Count(replica => replica.Ready), replicas.Count)),
            new(RuntimeTexts.Images, Phrases.Number(options.Images.Count)),
            new(RuntimeTexts.Ports, RuntimeTexts.PortRange.With(options.Ports.First, options.Ports.Last)),
            new(RuntimeTexts.WhenStopping, options.KeepReplicasOnShutdown ? RuntimeTexts.ReplicasGoOn : RuntimeTexts.ReplicasEnd),
        ]);
    }
}
