using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Portal.Components.Deployments.Detail;

/// <summary>What was done, in words.</summary>
public static class ChangeWords
{
    /// <summary>For example <c>Rolled back to revision 3</c>.</summary>
    public static string Of(Change change) => change.Action switch
    {
        ChangeAction.Created => "Created",
        ChangeAction.Updated => "Updated",
        ChangeAction.Started => "Started",
        ChangeAction.Stopped => "Stopped",
        ChangeAction.RolledBack => $"Rolled back to revision {change.FromRevision}",
        ChangeAction.Deleted => "Deleted",
    };
}
