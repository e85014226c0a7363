using ModelDeploy.Core.Groups;

namespace ModelDeploy.Portal.Tests.Access;

/// <summary>How a command is asked.</summary>
/// <param name="AskAsync">
/// Asks. A list of names tells by them what it shows; null and the outcomes of commands speak for themselves; whatever else comes was seen.
/// </param>
/// <param name="Changes">Whether it changes something: then it gets a group of its own.</param>
/// <param name="Names">Whether it is asked of something by name, so that there is something that does not exist to compare with.</param>
internal sealed record Question(Func<Asked, Task<object?>> AskAsync, bool Changes, bool Names = true);

/// <summary>What a command is asked of.</summary>
/// <param name="Portal">The host.</param>
/// <param name="By">Who asks.</param>
/// <param name="Group">Whose thing.</param>
/// <param name="Id">Which deployment of the group.</param>
internal sealed record Asked(AccessPortal Portal, Viewer By, string Group, string Id)
{
    /// <summary>Of a class of the host.</summary>
    public T Of<T>() where T : notnull => Portal.Get<T>();
}
