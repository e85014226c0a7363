using ModelDeploy.Core.Runtimes;

namespace ModelDeploy.Local.Processes.Replicas;

/// <summary>What a replica was last shown as.</summary>
/// <param name="State">What it did.</param>
/// <param name="Ready">Whether it was ready.</param>
/// <param name="Since">Since when both were so.</param>
internal sealed record ShownState(ReplicaState State, bool Ready, DateTimeOffset Since);
