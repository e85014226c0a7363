using ModelDeploy.Core.Accounts;

namespace ModelDeploy.Core.Deployments;

/// <summary>What somebody did to a deployment.</summary>
public enum ChangeAction
{
    /// <summary>Deployed it for the first time.</summary>
    Created,

    /// <summary>Changed its spec.</summary>
    Updated,

    /// <summary>Started it after a stop.</summary>
    Started,

    /// <summary>Stopped it.</summary>
    Stopped,

    /// <summary>Went back to an earlier revision's spec.</summary>
    RolledBack,

    /// <summary>Deleted it.</summary>
    Deleted,

    /// <summary>Added, renewed or took back keys of the clients of its endpoint.</summary>
    KeysChanged,
}

/// <summary>One accepted change.</summary>
/// <param name="Action">What was done.</param>
/// <param name="By">Who did it.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Message">Why, in the person's words; may be empty.</param>
/// <param name="FromRevision">For a roll back the revision whose spec was taken, else null.</param>
public sealed record Change(ChangeAction Action, PersonRef By, DateTimeOffset At, string Message = "", long? FromRevision = null);
