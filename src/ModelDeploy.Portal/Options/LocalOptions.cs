namespace ModelDeploy.Portal.Options;

/// <summary>Settings of the process runtime, under <c>ModelDeploy:Local</c>.</summary>
public sealed record LocalOptions
{
    /// <summary>Image reference → what to run. References hold colons, so each entry of the section names its own.</summary>
    public IReadOnlyDictionary<string, LocalImage> Images { get; init; } = new Dictionary<string, LocalImage>();

    /// <summary>Whether replicas go on when the portal is shut down.</summary>
    public bool KeepReplicasOnShutdown { get; init; }

    /// <summary>The lowest port that a replica gets.</summary>
    public int FirstPort { get; init; } = 20000;

    /// <summary>The highest port that a replica gets; not below <see cref="FirstPort"/>.</summary>
    public int LastPort { get; init; } = 29999;

    /// <summary>How long a replica may take to end by itself after SIGTERM.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(30);
}
