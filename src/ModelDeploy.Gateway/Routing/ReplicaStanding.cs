namespace ModelDeploy.Gateway.Routing;

/// <summary>Whether a replica takes its turns.</summary>
internal enum ReplicaStanding
{
    /// <summary>It does.</summary>
    In,

    /// <summary>It rests, or one request is trying it now.</summary>
    Out,

    /// <summary>It has rested; the next request tries it.</summary>
    Due,
}
