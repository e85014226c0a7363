namespace ModelDeploy.Core.Audit;

/// <summary>Kinds of things that something is done to.</summary>
public enum AuditTargetKind
{
    /// <summary>A deployment, by its id.</summary>
    Deployment,

    /// <summary>A group, by its name.</summary>
    Group,

    /// <summary>An instance type, by its name.</summary>
    InstanceType,

    /// <summary>A person, by issuer and subject.</summary>
    Person,

    /// <summary>A personal API token, by its id.</summary>
    Token,

    /// <summary>A session, by the name of the person as far as it is known.</summary>
    Session,

    /// <summary>A path of the portal.</summary>
    Path,

    /// <summary>The portal itself.</summary>
    Portal,
}
