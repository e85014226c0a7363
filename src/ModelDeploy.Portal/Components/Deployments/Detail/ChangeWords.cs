using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Portal.Components.Deployments.Detail;

/// <summary>What was done, in words.</summary>
public static class ChangeWords
{
    /// <summary>For example <c>Rolled back to revision 3</c>.</summary>
    public static string Of(Change change) =>
        change.FromRevision is { } revision ? $"{Of(change.Action)} to revision {revision}" : Of(change.Action);

    /// <summary>For example <c>Rolled back</c>.</summary>
    public static string Of(ChangeAction action) => action switch
    {
        ChangeAction.Created => "Created",
        ChangeAction.Updated => "Updated",
        ChangeAction.Started => "Started",
        ChangeAction.Stopped => "Stopped",
        ChangeAction.RolledBack => "Rolled back",
        ChangeAction.Deleted => "Deleted",
    };
}
