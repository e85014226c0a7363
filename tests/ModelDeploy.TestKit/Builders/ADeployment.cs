using ModelDeploy.Core.Deployments;

namespace ModelDeploy.TestKit.Builders;

/// <summary>Deployments for tests: accepted by Ada at <see cref="AChange.Start"/>, nobody has looked at them yet.</summary>
public static class ADeployment
{
    /// <summary>A deployment of the usual spec at generation 1, with a uid and version of its own.</summary>
    public static Deployment Named(string id = "iris") => new()
    {
        Key = new DeploymentKey(id),
        Uid = Guid.NewGuid(),
        Spec = ASpec.Usual,
        Generation = 1,
        Status = DeploymentStatus.Initial,
        Created = AChange.Of(ChangeAction.Created),
        LastChange = AChange.Of(ChangeAction.Created),
        Version = "1",
    };

    /// <summary>The same with its spec changed; the generation stays.</summary>
    public static Deployment WithSpec(this Deployment deployment, Func<DeploymentSpec, DeploymentSpec> change) =>
        deployment with { Spec = change(deployment.Spec) };

    /// <summary>The same with its status changed.</summary>
    public static Deployment WithStatus(this Deployment deployment, Func<DeploymentStatus, DeploymentStatus> change) =>
        deployment with { Status = change(deployment.Status) };

    /// <summary>The same wanting that many replicas.</summary>
    public static Deployment WithReplicas(this Deployment deployment, int replicas) => deployment.WithSpec(spec => spec.WithReplicas(replicas));

    /// <summary>The same with another image.</summary>
    public static Deployment WithImage(this Deployment deployment, string image) => deployment.WithSpec(spec => spec.WithImage(image));

    /// <summary>The same in another group.</summary>
    public static Deployment WithGroup(this Deployment deployment, string group) => deployment.WithSpec(spec => spec.WithGroup(group));

    /// <summary>The same on another instance type.</summary>
    public static Deployment WithInstanceType(this Deployment deployment, string type) => deployment.WithSpec(spec => spec.WithInstanceType(type));

    /// <summary>The same at this generation.</summary>
    public static Deployment WithGeneration(this Deployment deployment, long generation) => deployment with { Generation = generation };

    /// <summary>The same, last changed so.</summary>
    public static Deployment WithLastChange(this Deployment deployment, Change change) => deployment with { LastChange = change };

    /// <summary>The same, with a stop wanted.</summary>
    public static Deployment Stopped(this Deployment deployment) => deployment.WithSpec(spec => spec.Stopped());

    /// <summary>The same, marked as being deleted.</summary>
    public static Deployment Deleted(this Deployment deployment)
    {
        var deletion = AChange.Of(ChangeAction.Deleted);
        return deployment with { Deletion = deletion, LastChange = deletion };
    }
}
