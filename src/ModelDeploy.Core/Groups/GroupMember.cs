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

/// <summary>A person's place in a group; the name is the one last seen at sign-in.</summary>
public sealed record GroupMember(PersonKey Person, string Name, GroupRole Role);
