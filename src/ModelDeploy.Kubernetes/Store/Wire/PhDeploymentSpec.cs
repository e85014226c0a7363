namespace ModelDeploy.Kubernetes.Store.Wire;

/// <summary>What somebody wants to run. Everything may be missing: the schema of the cluster may be an older one.</summary>
internal sealed record PhDeploymentSpec
{
    public string? DisplayName { get; init; }

    public string? UserId { get; init; }

    public string? UserName { get; init; }

    public string? GroupId { get; init; }

    public string? GroupName { get; init; }

    public bool? Stop { get; init; }

    /// <summary>A number of seconds, or a text like <c>5m</c>.</summary>
    public System.Text.Json.Nodes.JsonValue? Deadline { get; init; }

    public string? Description { get; init; }

    public string? UpdateMessage { get; init; }

    public IReadOnlyList<EnvEntry>? Env { get; init; }

    /// <summary>The Secret with the values of those secret variables that have none in <see cref="Env"/>.</summary>
    public string? EnvSecret { get; init; }

    public EndpointSpec? Endpoint { get; init; }

    public IReadOnlyList<Predictor>? Predictors { get; init; }
}

/// <summary>An environment variable.</summary>
internal sealed record EnvEntry(string? Name, string? Value, bool? Secret);

/// <summary>Who may call it: <c>public</c> or <c>private</c>, and then the clients that may.</summary>
internal sealed record EndpointSpec(string? AccessType, IReadOnlyList<ClientEntry>? Clients = null);

/// <summary>A client of a private endpoint.</summary>
/// <param name="Name">Names it.</param>
/// <param name="Token">The hash of a password, as PrimeHub has it; carried for who reads it there.</param>
/// <param name="Keys">Its keys in this product.</param>
internal sealed record ClientEntry(string? Name, string? Token, IReadOnlyList<ClientKeyEntry>? Keys);

/// <summary>A key of a client: the SHA-256 of its text, hex, and what a password file would have of it.</summary>
internal sealed record ClientKeyEntry(string? Id, string? Sha256, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, string? Htpasswd = null);

/// <summary>What serves it.</summary>
internal sealed record Predictor
{
    public string? Name { get; init; }

    public int? Replicas { get; init; }

    public string? ModelImage { get; init; }

    public string? ImagePullSecret { get; init; }

    public string? InstanceType { get; init; }

    [System.Text.Json.Serialization.JsonPropertyName("modelURI")]
    public string? ModelUri { get; init; }

    public int? Port { get; init; }

    public ReadinessSpec? Readiness { get; init; }

    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}

/// <summary>How readiness is told: <c>tcp</c> or <c>http</c>, then with a path.</summary>
internal sealed record ReadinessSpec(string? Type, string? Path);
