namespace ModelDeploy.Portal.Tests.Access;

/// <summary>One thing of the portal and what each standing gets of it.</summary>
/// <param name="Thing">
/// What the portal itself calls it: a page's route, the methods and the pattern of an HTTP route, <c>Class.Method</c> of a hub or a command.
/// </param>
/// <param name="Rights">Who gets what.</param>
/// <param name="Of">Which kind of deployment it is asked of, where it is asked of one.</param>
/// <param name="Case">What tells this row from others of the same thing; empty when there is one.</param>
internal sealed record AccessRow(string Thing, Rights Rights, Subject Of = Subject.Public, string Case = "")
{
    /// <summary>The text that shows that somebody sees it; null: the group's name.</summary>
    public string? Mark { get; init; }

    /// <summary>How a route is asked that takes every method.</summary>
    public string Method { get; init; } = "GET";

    /// <summary>The status of an answer that shows that somebody got through.</summary>
    public int Through { get; init; } = 200;

    /// <summary>Names the row in the list of tests.</summary>
    public string Name => Case.Length == 0 ? Thing : $"{Thing} ({Case})";
}

/// <summary>Which deployment of a group is meant.</summary>
internal enum Subject
{
    /// <summary>A public one.</summary>
    Public,

    /// <summary>A private one, with a client.</summary>
    Private,

    /// <summary>One that was deleted.</summary>
    Deleted,
}
