using System.Net;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Kubernetes.Runtime.Objects;

namespace ModelDeploy.Kubernetes.Runtime.Observing;

/// <summary>A pod as a replica. Pure.</summary>
internal static class PodReplica
{
    /// <summary>The replica that it is.</summary>
    /// <param name="pod">A pod that is not over.</param>
    /// <param name="problem">What keeps it from being ready, or null.</param>
    public static ReplicaObservation Of(PodObject pod, ReplicaProblem? problem)
    {
        var state = StateOf(pod);
        var ready = state is ReplicaState.Running && pod.ConditionOf("Ready") is { Status: "True" };
        return new ReplicaObservation
        {
            Name = pod.Metadata.Name,
            Template = pod.LabelOf(Labels.Template),
            State = state,
            Ready = ready,
            Address = AddressOf(pod),
            CreatedAt = pod.Metadata.CreationTimestamp ?? default,
            Since = SinceOf(pod, state),
            Restarts = pod.Model?.RestartCount ?? 0,
            Problem = ready || state is ReplicaState.Stopping ? null : problem,
        };
    }

    /// <summary>Since when it is being ended, or null when it is not: the mark names the end of its grace.</summary>
    public static DateTimeOffset? EndingSince(PodObject pod) =>
        pod.Metadata.DeletionTimestamp is { } until ? until - TimeSpan.FromSeconds(pod.Metadata.DeletionGracePeriodSeconds ?? 0) : null;

    // The startup probe asks what readiness asks: kubelet says "started" once it has passed.
    private static ReplicaState StateOf(PodObject pod) => pod switch
    {
        { IsTerminating: true } => ReplicaState.Stopping,
        { Model.State.Terminated: not null } => ReplicaState.Waiting,
        { Model: { State.Waiting.Reason: "CrashLoopBackOff" } or { State.Waiting: not null, LastState.Terminated: not null } } => ReplicaState.Waiting,
        { Model: { State.Running: not null, Started: true } } => ReplicaState.Running,
        _ => ReplicaState.Starting,
    };

    private static DateTimeOffset? SinceOf(PodObject pod, ReplicaState state) => state switch
    {
        ReplicaState.Stopping => EndingSince(pod),
        ReplicaState.Waiting => pod.Model?.State?.Terminated?.FinishedAt ?? pod.Model?.LastState?.Terminated?.FinishedAt,
        ReplicaState.Running => Latest(pod.ConditionOf("Ready")?.LastTransitionTime, pod.Model?.State?.Running?.StartedAt),
        _ when pod.Model is { RestartCount: > 0, State.Running.StartedAt: { } restarted } => restarted,
        _ => pod.Metadata.CreationTimestamp,
    };

    private static DateTimeOffset? Latest(DateTimeOffset? first, DateTimeOffset? second) => first is null || second > first ? second : first;

    private static string? AddressOf(PodObject pod)
    {
        if (pod.Status?.PodIP is not { Length: > 0 } ip || !IPAddress.TryParse(ip, out var address))
            return null;
        var host = address.AddressFamily is System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]" : ip;
        return $"http://{host}:{pod.Port}";
    }
}
