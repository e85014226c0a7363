using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Runtime.Objects;

namespace ModelDeploy.Kubernetes.Tests.Runtime;

/// <summary>Pods for tests, as a cluster shows them: of iris, template t1, scheduled when it was created.</summary>
internal static class APod
{
    public static readonly DateTimeOffset Start = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    public static PodObject Named(string name = "deploy-iris-1-a", string template = "t1", string? owner = null) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = name,
            Uid = $"uid-{name}",
            CreationTimestamp = Start,
            Labels = new Dictionary<string, string> { [Labels.Template] = template },
            OwnerReferences = owner is null ? null : [new OwnerReference("apps/v1", "ReplicaSet", owner, owner, true)],
        },
        Spec = new PodSpec("node-1", [new PodContainer("model", "tea/pot:1", [new PodPort(9000)], null)], null),
        Status = new PodStatus("Pending", null, null, null, Start, [new Condition("PodScheduled", "True", LastTransitionTime: Start), new Condition("Ready", "False", LastTransitionTime: Start)], null),
    };

    /// <summary>The same whose container does this.</summary>
    public static PodObject With(this PodObject pod, ContainerState state, ContainerState? last = null, int restarts = 0, bool started = false) => pod with
    {
        Status = pod.Status! with
        {
            PodIP = "10.244.0.7",
            ContainerStatuses = [new ContainerStatus("model", started, started, restarts, state.Waiting is null ? $"run-{restarts}" : last?.Terminated?.ContainerID, state, last)],
        },
    };

    /// <summary>The same, ready since this many seconds after its creation.</summary>
    public static PodObject Ready(this PodObject pod, int after = 5, int restarts = 0) =>
        pod.With(Running(after - 1), restarts: restarts, started: true).WithCondition(new Condition("Ready", "True", LastTransitionTime: Start.AddSeconds(after)));

    /// <summary>The same with this condition in the place of the one of its type.</summary>
    public static PodObject WithCondition(this PodObject pod, Condition condition) => pod with
    {
        Status = pod.Status! with { Conditions = [.. pod.Status.Conditions!.Where(known => known.Type != condition.Type), condition] },
    };

    /// <summary>The same, ending since then, with thirty seconds for it.</summary>
    public static PodObject Ending(this PodObject pod, int since) =>
        pod with { Metadata = pod.Metadata with { DeletionTimestamp = Start.AddSeconds(since + 30), DeletionGracePeriodSeconds = 30 } };

    public static ContainerState Waiting(string reason, string message = "") => new(new ContainerWaiting(reason, message), null, null);

    public static ContainerState Running(int since) => new(null, new ContainerRunning(Start.AddSeconds(since)), null);

    public static ContainerState Ended(int run, int from, int to, int code = 1, string reason = "Error", string? message = null) =>
        new(null, null, new ContainerTerminated(code, null, reason, message, Start.AddSeconds(from), Start.AddSeconds(to), $"run-{run}"));

    public static EventObject Warning(string reason, string message, int after) => new()
    {
        Metadata = new ObjectMeta { Name = $"{reason}-{after}" },
        Type = "Warning",
        Reason = reason,
        Message = message,
        LastTimestamp = Start.AddSeconds(after),
    };
}
