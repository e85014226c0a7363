namespace ModelDeploy.Core.Runtimes;

/// <summary>What a replica uses.</summary>
/// <param name="Replica">Its name.</param>
/// <param name="Cores">Processor time per time over the last while (1 is one core), or null while that is not known yet.</param>
/// <param name="Memory">Resident bytes, of all its processes together.</param>
public sealed record ReplicaUsage(string Replica, decimal? Cores, long Memory);
