namespace ModelDeploy.Core.Deployments;

/// <summary>Names a deployment while it exists: its id, unique over all groups. An id can be used again after a delete.</summary>
public readonly record struct DeploymentKey(string Id)
{
    /// <inheritdoc />
    public override string ToString() => Id;
}
