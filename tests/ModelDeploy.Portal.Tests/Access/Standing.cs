namespace ModelDeploy.Portal.Tests.Access;

/// <summary>Who asks.</summary>
public enum Standing
{
    /// <summary>Nobody that the portal knows.</summary>
    SignedOut,

    /// <summary>A person who is in no group.</summary>
    NoGroup,

    /// <summary>A member of the group <see cref="Place.Own"/>.</summary>
    Member,

    /// <summary>An administrator of the group <see cref="Place.Own"/>.</summary>
    GroupAdmin,

    /// <summary>An administrator of the system, in no group.</summary>
    SystemAdmin,
}
