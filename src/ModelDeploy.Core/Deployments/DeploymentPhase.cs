namespace ModelDeploy.Core.Deployments;

/// <summary>Where a deployment stands.</summary>
public enum DeploymentPhase
{
    /// <summary>Accepted, and not all replicas of the newest revision are available.</summary>
    Deploying,

    /// <summary>Exactly the wanted replicas of the newest revision are available, and no older one is left.</summary>
    Deployed,

    /// <summary>A stop or delete is wanted, and replicas remain.</summary>
    Stopping,

    /// <summary>A stop is wanted, and nothing runs.</summary>
    Stopped,

    /// <summary>A typed failure holds.</summary>
    Failed,
}
