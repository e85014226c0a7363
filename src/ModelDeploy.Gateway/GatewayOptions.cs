namespace ModelDeploy.Gateway;

/// <summary>The gateway's limits. The host sets them and has validated them: all are above zero where nothing else is said.</summary>
public sealed class GatewayOptions
{
    /// <summary>The largest request body, bytes.</summary>
    public long BodyBytes { get; set; } = 10_000_000;

    /// <summary>How long a model may take to begin its answer once it has the whole request.</summary>
    public TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long nothing may move in a body, a stream or an upgraded connection.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a replica may take to accept a connection.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether replicas are pods of a cluster: a connection that is not taken in time may then be one that a NetworkPolicy drops.</summary>
    public bool ReplicasArePods { get; set; }

    /// <summary>So many failed calls in a row take a replica out of rotation; at least one.</summary>
    public int EjectAfter { get; set; } = 3;

    /// <summary>How long a replica is left alone the first time; each further time without an answer doubles it.</summary>
    public TimeSpan EjectTime { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest time that a replica is left alone.</summary>
    public TimeSpan LongestEjectTime { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>What <c>Retry-After</c> says while nothing is ready; sent in whole seconds, at least one.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many requests a client of a private endpoint may begin per second in this gateway, and at once; zero for no limit.</summary>
    public int ClientRequestsPerSecond { get; set; }

    /// <summary>The file that keeps when clients last called; null to know it only as long as the gateway runs.</summary>
    public string? ClientUseFile { get; set; }

    /// <summary>How long keys are believed while the store cannot be followed; after that private endpoints are unavailable.</summary>
    public TimeSpan KeysTrustedFor { get; set; } = TimeSpan.FromMinutes(1);
}
