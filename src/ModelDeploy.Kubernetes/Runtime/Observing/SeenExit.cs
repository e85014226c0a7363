using ModelDeploy.Kubernetes.Runtime.Objects;

namespace ModelDeploy.Kubernetes.Runtime.Observing;

/// <summary>An end of a pod's container, as kubelet told it.</summary>
/// <param name="Attempt">Which run of the container it ended, from 0.</param>
/// <param name="Terminated">What kubelet said.</param>
internal sealed record SeenExit(int Attempt, ContainerTerminated Terminated)
{
    /// <summary>When it ended.</summary>
    public DateTimeOffset At => Terminated.FinishedAt ?? Terminated.StartedAt ?? default;

    /// <summary>Whether the program ran at all; else it is no exit, but a start that failed.</summary>
    public bool HasRun => Terminated.Reason is not ("StartError" or "ContainerCannotRun" or "ContainerStatusUnknown");
}
