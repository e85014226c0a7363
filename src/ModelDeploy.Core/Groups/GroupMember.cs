using ModelDeploy.Core.Accounts;

namespace ModelDeploy.Core.Groups;

/// <summary>What a member may do in a group.</summary>
public enum GroupRole
{
    /// <summary>Uses deployments of the group.</summary>
    Member,

    /// <summary>Also turns Model Deployment on or off and manages members.</summary>
    Admin,
}

/// <summary>Why somebody is a member.</summary>
public enum MemberOrigin
{
    /// <summary>An administrator said so; only an administrator ends it.</summary>
    ByHand,

    /// <summary>The provider said so when the person signed in; it holds until the next sign-in.</summary>
    SignIn,
}

/// <summary>A person's place in a group; the name is the one last seen at sign-in.</summary>
public sealed record GroupMember(PersonKey Person, string Name, GroupRole Role, MemberOrigin Origin = MemberOrigin.ByHand);
