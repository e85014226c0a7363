using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Gateway.Tests.Support;

/// <summary>Deployments that have replicas at addresses.</summary>
internal static class Routed
{
    /// <summary>A ready replica at this address, or with none.</summary>
    public static ReplicaObservation Replica(string name, string? address, string template = "t1") =>
        Seen.Replica(name, template) with { Address = address };

    /// <summary>The deployment <c>iris</c> with a ready replica at each address.</summary>
    public static Deployment Iris(params string[] addresses) =>
        ADeployment.Named("iris").At([.. addresses.Select((address, index) => Replica($"iris-{index}", address))]);

    /// <summary>The same with exactly these replicas.</summary>
    public static Deployment At(this Deployment deployment, params ReplicaObservation[] replicas) =>
        deployment.WithStatus(status => status with { Replicas = replicas.ToEquatableList() });
}
