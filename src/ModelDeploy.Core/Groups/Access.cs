namespace ModelDeploy.Core.Groups;

/// <summary>Who may do what. Every path asks here: commands, feed, logs, history.</summary>
public static class Access
{
    /// <summary>Whether the viewer may see the group's deployments, logs and history, and change its deployments.</summary>
    public static bool MayUse(Viewer viewer, Group? group) =>
        viewer.IsSystemAdmin || RoleOf(viewer, group) is not null;

    /// <summary>Whether the viewer may turn Model Deployment on or off for the group and manage its members.</summary>
    public static bool MayManage(Viewer viewer, Group? group) =>
        viewer.IsSystemAdmin || RoleOf(viewer, group) is GroupRole.Admin;

    /// <summary>Whether the viewer may set quotas, create and delete groups and instance types, and appoint group admins.</summary>
    public static bool MayAdminister(Viewer viewer) => viewer.IsSystemAdmin;

    /// <summary>The groups that the viewer may use, in the catalog's order.</summary>
    public static IReadOnlyList<Group> GroupsOf(Viewer viewer, CatalogSnapshot catalog) =>
        [.. catalog.Groups.Where(group => MayUse(viewer, group))];

    private static GroupRole? RoleOf(Viewer viewer, Group? group) =>
        group?.Members.FirstOrDefault(member => member.Person == viewer.Person)?.Role;
}
