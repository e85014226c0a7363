namespace ModelDeploy.Kubernetes.Leadership;

/// <summary>What somebody who wants to lead does next.</summary>
internal enum LeaseStep
{
    /// <summary>Makes the lease, which is not there.</summary>
    Create,

    /// <summary>Writes their own name into it.</summary>
    Take,

    /// <summary>Looks again later: it is somebody else's.</summary>
    Wait,
}
