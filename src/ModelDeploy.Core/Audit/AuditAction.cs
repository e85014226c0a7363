namespace ModelDeploy.Core.Audit;

/// <summary>What somebody did, or tried to do.</summary>
public enum AuditAction
{
    /// <summary>Deployed a model for the first time.</summary>
    DeploymentCreated,

    /// <summary>Changed a deployment's spec.</summary>
    DeploymentUpdated,

    /// <summary>Started a deployment.</summary>
    DeploymentStarted,

    /// <summary>Stopped a deployment.</summary>
    DeploymentStopped,

    /// <summary>Rolled a deployment back.</summary>
    DeploymentRolledBack,

    /// <summary>Deleted a deployment.</summary>
    DeploymentDeleted,

    /// <summary>Changed the keys of the clients of an endpoint.</summary>
    KeysChanged,

    /// <summary>Created a group.</summary>
    GroupCreated,

    /// <summary>Changed a group: its name, quota, Model Deployment or members.</summary>
    GroupChanged,

    /// <summary>Deleted a group.</summary>
    GroupDeleted,

    /// <summary>Created or changed an instance type.</summary>
    InstanceTypeSaved,

    /// <summary>Deleted an instance type.</summary>
    InstanceTypeDeleted,

    /// <summary>Added a person: with a password, or by a first sign-in at the provider.</summary>
    PersonAdded,

    /// <summary>Changed a person's account: name, rights, or whether it is disabled.</summary>
    PersonChanged,

    /// <summary>Deleted a person.</summary>
    PersonDeleted,

    /// <summary>Gave somebody another password.</summary>
    PasswordReset,

    /// <summary>Changed the own password.</summary>
    PasswordChanged,

    /// <summary>Made a personal API token.</summary>
    TokenCreated,

    /// <summary>Took a personal API token back.</summary>
    TokenRevoked,

    /// <summary>Showed an API token that is good for nothing, or not for this.</summary>
    TokenUsed,

    /// <summary>Signed in.</summary>
    SignedIn,

    /// <summary>Signed out, or was signed out by the provider.</summary>
    SignedOut,

    /// <summary>Asked for something that is not open to them, other than by a command.</summary>
    Asked,

    /// <summary>The portal started; the settings that it started with.</summary>
    PortalStarted,
}
