namespace ModelDeploy.Portal.Tests.Access;

/// <summary>Whose thing is asked for.</summary>
public enum Place
{
    /// <summary>That of the group whose member and administrator ask.</summary>
    Own,

    /// <summary>That of a group with which nobody who asks has anything to do.</summary>
    Foreign,
}
