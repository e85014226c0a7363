namespace ModelDeploy.Local.Processes.Stepping;

/// <summary>What to do now, and when to decide again although nothing has changed by then.</summary>
internal sealed record ReplicaSteps(IReadOnlyList<ReplicaStep> Now, DateTimeOffset? DecideAgainAt);
