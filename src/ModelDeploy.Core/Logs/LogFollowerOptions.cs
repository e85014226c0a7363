namespace ModelDeploy.Core.Logs;

/// <summary>Limits and paces of following logs. The defaults are what the portal uses.</summary>
public sealed record LogFollowerOptions
{
    /// <summary>How many lines a new viewer gets first, and how many are kept per replica for it.</summary>
    public int Backlog { get; init; } = 2_000;

    /// <summary>How many bytes of lines a new viewer gets first.</summary>
    public long BacklogBytes { get; init; } = 2 << 20;

    /// <summary>How many bytes of lines are kept per replica.</summary>
    public long RingBytes { get; init; } = 4 << 20;

    /// <summary>How many lines may wait for a slow viewer before the oldest are dropped.</summary>
    public int ViewerLines { get; init; } = 5_000;

    /// <summary>How many bytes of lines may wait for a slow viewer before the oldest are dropped.</summary>
    public long ViewerBytes { get; init; } = 4 << 20;

    /// <summary>How long lines are gathered before they are sent together.</summary>
    public TimeSpan BatchDelay { get; init; } = TimeSpan.FromMilliseconds(75);

    /// <summary>How large a batch may be.</summary>
    public int BatchBytes { get; init; } = 64 << 10;

    /// <summary>How long an upstream stays open after its last viewer left, so that a reload finds it.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How often a watched deployment is asked for new replicas and its viewers' membership is checked again. Asked, as
    /// the runtime's watch has one reader, the controller; only deployments that somebody looks at are asked about.
    /// </summary>
    public TimeSpan Pace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the first viewer waits for the upstreams' first lines, so that they can be merged in order.</summary>
    public TimeSpan BacklogWait { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>How many replicas that went away while somebody looked are still remembered per deployment.</summary>
    public int EndedReplicas { get; init; } = 32;
}
