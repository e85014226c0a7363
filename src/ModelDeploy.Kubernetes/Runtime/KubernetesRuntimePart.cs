using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Operations;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Core.Texts;

namespace ModelDeploy.Kubernetes.Runtime;

/// <summary>The pods of the cluster that serve models.</summary>
internal sealed class KubernetesRuntimePart(KubernetesRuntime runtime, IDeploymentStore store, Sightings? sightings = null) : ISystemPart
{
    /// <inheritdoc />
    public async Task<SystemPart> DescribeAsync(CancellationToken stop)
    {
        var replicas = (await store.ListAsync(stop)).Select(deployment => sightings?.Complete(deployment) ?? deployment).SelectMany(deployment => deployment.Status.Replicas).ToList();
        return new SystemPart(ClusterTexts.Runtime, runtime.Trouble,
        [
            new(ClusterTexts.KindOfStore, ClusterTexts.KindPods),
            new(ClusterTexts.Replicas, ClusterTexts.ReadyOf.With(replicas.Count(replica => replica.Ready), replicas.Count)),
        ]);
    }
}
