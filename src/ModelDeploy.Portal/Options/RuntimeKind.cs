namespace ModelDeploy.Portal.Options;

/// <summary>What runs replicas.</summary>
public enum RuntimeKind
{
    /// <summary>Processes on this machine.</summary>
    Processes,

    /// <summary>Workloads of a cluster.</summary>
    Kubernetes,
}
