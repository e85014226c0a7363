namespace ModelDeploy.Portal.Options;

/// <summary>Upper bounds that an operator can move, under <c>ModelDeploy:Limits</c>.</summary>
public sealed record LimitsOptions
{
    /// <summary>The most replicas that one deployment may ask for.</summary>
    public int Replicas { get; init; } = 100;

    /// <summary>The largest request body that the gateway passes on, in bytes.</summary>
    public long BodyBytes { get; init; } = 10_000_000;

    /// <summary>How long a model may take to begin its answer once it has the whole request.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long nothing may move in a body, a stream or an upgraded connection.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a replica may take to accept a connection.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>So many failed calls in a row take a replica out of rotation.</summary>
    public int EjectAfter { get; init; } = 3;

    /// <summary>How long a replica is left alone the first time; doubled each further time.</summary>
    public TimeSpan EjectTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest time that a replica is left alone.</summary>
    public TimeSpan LongestEjectTime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>What callers are told to wait while nothing is ready.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many requests a client of a private endpoint may begin per second in each gateway, and at once; zero for no limit.</summary>
    public int ClientRequestsPerSecond { get; init; }

    /// <summary>How long keys are believed while the store cannot be followed; after that private endpoints are unavailable.</summary>
    public TimeSpan KeysTrustedFor { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How much log the process runtime keeps for one deployment, in bytes.</summary>
    public long LogBytes { get; init; } = 20_000_000;
}
