namespace ModelDeploy.Local.Processes.Stepping;

/// <summary>What a replica is doing, as far as it decides the next step.</summary>
internal enum ReplicaActivity
{
    /// <summary>Has no process and shall get one.</summary>
    Waiting,

    /// <summary>Runs and is not ready.</summary>
    Unready,

    /// <summary>Runs and is ready.</summary>
    Ready,

    /// <summary>Is being ended.</summary>
    Leaving,
}
