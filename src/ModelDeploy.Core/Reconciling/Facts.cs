using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;

namespace ModelDeploy.Core.Reconciling;

/// <summary>What a plan needs to know besides the deployment itself.</summary>
/// <param name="Group">Its group, or null when it does not exist.</param>
/// <param name="InstanceType">Its instance type, or null when it does not exist or is not for its group.</param>
/// <param name="Limits">The operator's bounds.</param>
public sealed record Facts(Group? Group, InstanceType? InstanceType, SpecLimits Limits)
{
    /// <summary>The facts for a spec, from the catalog.</summary>
    public static Facts For(DeploymentSpec spec, CatalogSnapshot catalog, SpecLimits limits) => new(
        catalog.Group(spec.Group),
        catalog.InstanceType(spec.InstanceType) is { } type && type.IsFor(spec.Group) ? type : null,
        limits);
}
