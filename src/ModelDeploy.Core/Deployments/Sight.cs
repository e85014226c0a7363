using ModelDeploy.Core.Groups;

namespace ModelDeploy.Core.Deployments;

/// <summary>What <see cref="Access.MayUse"/> lets a viewer see at one moment: asked once per group instead of once per deployment.</summary>
internal sealed class Sight
{
    private readonly bool _everything;
    private readonly HashSet<string> _groups;

    private Sight(bool everything, HashSet<string> groups) => (_everything, _groups) = (everything, groups);

    /// <summary>What the viewer may see by this catalog.</summary>
    public static Sight Of(Viewer viewer, CatalogSnapshot catalog) => new(
        Access.MayUse(viewer, group: null),
        Access.GroupsOf(viewer, catalog).Select(group => group.Name).ToHashSet(StringComparer.Ordinal));

    /// <summary>Whether this deployment is in it; none is not.</summary>
    public bool Covers(Deployment? deployment) => deployment is not null && (_everything || _groups.Contains(deployment.Spec.Group));
}
