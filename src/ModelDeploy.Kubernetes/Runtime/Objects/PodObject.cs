using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Runtime.Objects;

/// <summary>A pod, as far as the runtime reads it.</summary>
internal sealed record PodObject : ApiObject
{
    /// <summary>The name of the container that the model runs in.</summary>
    public const string Container = "model";

    private const int UsualPort = 9000;

    /// <summary>What it is made of.</summary>
    public PodSpec? Spec { get; init; }

    /// <summary>What has become of it.</summary>
    public PodStatus? Status { get; init; }

    /// <summary>The container of the model, or null while nothing is known of it.</summary>
    public ContainerStatus? Model => Status?.ContainerStatuses?.FirstOrDefault(container => container.Name == Container);

    /// <summary>The container of the model as it shall be, or null.</summary>
    public PodContainer? ModelSpec => Spec?.Containers?.FirstOrDefault(container => container.Name == Container);

    /// <summary>The image of the model.</summary>
    public string Image => ModelSpec?.Image ?? "";

    /// <summary>The port that the model listens on.</summary>
    public int Port => ModelSpec?.Ports is [var first, ..] ? first.ContainerPort : UsualPort;

    /// <summary>The pull secret, or null.</summary>
    public string? PullSecret => Spec?.ImagePullSecrets is [{ Name: { Length: > 0 } name }, ..] ? name : null;

    /// <summary>Whether it is being ended.</summary>
    public bool IsTerminating => Metadata.DeletionTimestamp is not null;

    /// <summary>Whether it has come to an end and will not run again (evicted, say).</summary>
    public bool IsOver => Status?.Phase is "Failed" or "Succeeded";

    /// <summary>A condition, or null.</summary>
    public Condition? ConditionOf(string type) => Status?.Conditions?.FirstOrDefault(condition => condition.Type == type);

    /// <summary>A label's value; empty when it has none.</summary>
    public string LabelOf(string name) => Metadata.Labels?.GetValueOrDefault(name) ?? "";
}

/// <summary>What a pod is made of.</summary>
internal sealed record PodSpec(string? NodeName, IReadOnlyList<PodContainer>? Containers, IReadOnlyList<SecretName>? ImagePullSecrets);

/// <summary>A container as it shall be.</summary>
internal sealed record PodContainer(string Name, string? Image, IReadOnlyList<PodPort>? Ports, ContainerProbe? StartupProbe, ContainerProbe? LivenessProbe = null);

/// <summary>A port of a container.</summary>
internal sealed record PodPort(int ContainerPort);

/// <summary>How a container is asked how it is.</summary>
internal sealed record ContainerProbe(ProbeOfHttp? HttpGet, ProbeByCommand? Exec = null);

/// <summary>A command inside of the container.</summary>
internal sealed record ProbeByCommand(IReadOnlyList<string>? Command);

/// <summary>A GET.</summary>
internal sealed record ProbeOfHttp(string? Path);

/// <summary>A Secret by its name.</summary>
internal sealed record SecretName(string? Name);

/// <summary>What has become of a pod.</summary>
internal sealed record PodStatus(
    string? Phase, string? Reason, string? Message, string? PodIP, DateTimeOffset? StartTime, IReadOnlyList<Condition>? Conditions, IReadOnlyList<ContainerStatus>? ContainerStatuses);

/// <summary>What has become of a container.</summary>
internal sealed record ContainerStatus(string Name, bool Ready, bool? Started, int RestartCount, string? ContainerID, ContainerState? State, ContainerState? LastState);

/// <summary>What a container does; at most one of these is there.</summary>
internal sealed record ContainerState(ContainerWaiting? Waiting, ContainerRunning? Running, ContainerTerminated? Terminated);

/// <summary>It does not run, for this reason.</summary>
internal sealed record ContainerWaiting(string? Reason, string? Message);

/// <summary>It runs.</summary>
internal sealed record ContainerRunning(DateTimeOffset? StartedAt);

/// <summary>It has ended.</summary>
internal sealed record ContainerTerminated(int ExitCode, int? Signal, string? Reason, string? Message, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, string? ContainerID);
