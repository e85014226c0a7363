namespace ModelDeploy.Portal.Options;

/// <summary>Who makes the runtime match the store.</summary>
public enum ControllerKind
{
    /// <summary>This portal's own controller.</summary>
    Embedded,

    /// <summary>Another operator in the cluster.</summary>
    External,
}
