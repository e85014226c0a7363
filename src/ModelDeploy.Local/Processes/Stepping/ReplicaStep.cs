namespace ModelDeploy.Local.Processes.Stepping;

/// <summary>One thing to do.</summary>
internal abstract record ReplicaStep
{
    private ReplicaStep() { }

    /// <summary>Make one more replica of the wanted template.</summary>
    public sealed record Create : ReplicaStep;

    /// <summary>Start the process of a replica that has none.</summary>
    public sealed record Start(string Name) : ReplicaStep;

    /// <summary>End a replica for good.</summary>
    public sealed record Stop(string Name) : ReplicaStep;
}
