namespace ModelDeploy.Kubernetes.Client;

/// <summary>Which part of a container's log is wanted. Every line begins with the time of its writing.</summary>
/// <param name="Container">The container.</param>
public sealed record PodLogQuery(string Container)
{
    /// <summary>Whether new lines are waited for.</summary>
    public bool Follow { get; init; }

    /// <summary>The log of the container before its last restart.</summary>
    public bool Previous { get; init; }

    /// <summary>Only this many of the newest lines; null for all that are kept.</summary>
    public int? Tail { get; init; }

    /// <summary>Only lines from this second on, or null.</summary>
    public DateTimeOffset? Since { get; init; }
}
