namespace ModelDeploy.Portal.Options;

/// <summary>A part of the platform that a process can take.</summary>
public enum Role
{
    /// <summary>Pages and hubs.</summary>
    Portal,

    /// <summary>Makes the runtime match the store.</summary>
    Controller,

    /// <summary>The data path.</summary>
    Gateway,
}
