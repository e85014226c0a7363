using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Texts;

namespace ModelDeploy.Portal.Components.Deployments.Detail;

/// <summary>What was done, in words.</summary>
public static class ChangeWords
{
    /// <summary>For example <c>Rolled back to revision 3</c>.</summary>
    public static string Of(Change change) =>
        change.FromRevision is { } revision ? DetailTexts.ActionRolledBackTo.With(revision) : Of(change.Action);

    /// <summary>Why: the person's own words, or those that the product put there, in the reader's language.</summary>
    public static string MessageOf(Change change) => change.Action is ChangeAction.KeysChanged ? Written.Read(change.Message) : change.Message;

    /// <summary>For example <c>Rolled back</c>.</summary>
    public static string Of(ChangeAction action) => action switch
    {
        ChangeAction.Created => DetailTexts.ActionCreated,
        ChangeAction.Updated => DetailTexts.ActionUpdated,
        ChangeAction.Started => DetailTexts.ActionStarted,
        ChangeAction.Stopped => DetailTexts.ActionStopped,
        ChangeAction.RolledBack => DetailTexts.ActionRolledBack,
        ChangeAction.Deleted => DetailTexts.ActionDeleted,
        ChangeAction.KeysChanged => DetailTexts.ActionKeysChanged,
    };
}
