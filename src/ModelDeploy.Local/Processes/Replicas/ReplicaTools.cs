using ModelDeploy.Local.Processes.Launching;
using ModelDeploy.Local.Processes.Probing;

namespace ModelDeploy.Local.Processes.Replicas;

/// <summary>What all replicas of the runtime share.</summary>
internal sealed record ReplicaTools(
    ProcessRuntimeOptions Options, PortPool Ports, ReadinessProbe Probe, SupervisorStarter Starter, LaunchMarks Marks,
    IReadOnlyDictionary<string, string> Inherited, TimeProvider Clock);
