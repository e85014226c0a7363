using ModelDeploy.Core.Clients;

namespace ModelDeploy.Core.Deployments;

/// <summary>What somebody wants to run. Every accepted spec is one revision of the deployment.</summary>
public sealed record DeploymentSpec
{
    /// <summary>The owning group's name; immutable.</summary>
    public required string Group { get; init; }

    /// <summary>1–64 printable characters; not unique.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The name of the instance type that one replica gets.</summary>
    public required string InstanceType { get; init; }

    /// <summary>How many copies shall serve.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>The image reference.</summary>
    public required string ModelImage { get; init; }

    /// <summary>The secret to pull the image with, or null.</summary>
    public string? ImagePullSecret { get; init; }

    /// <summary>Where the container finds its model (<c>MODEL_URI</c>), or null.</summary>
    public string? ModelUri { get; init; }

    /// <summary>The port that the container listens on in a cluster. A local process gets a free one in <c>PORT</c> instead.</summary>
    public int Port { get; init; } = 9000;

    /// <summary>How to tell that a replica can take requests.</summary>
    public Readiness Readiness { get; init; } = Readiness.Tcp;

    /// <summary>Environment variables, names unique.</summary>
    public EquatableList<EnvVariable> Env { get; init; }

    /// <summary>Free facts about the model, keys unique.</summary>
    public EquatableList<MetadataEntry> Metadata { get; init; }

    /// <summary>Free text; may be empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>Who may call the endpoint.</summary>
    public AccessType Access { get; init; } = AccessType.Public;

    /// <summary>
    /// Who may call a private endpoint, by name; names unique. Empty when it is public. Only <see cref="ClientKeyCommands"/> change them:
    /// every other change keeps what is there, and the journal leaves them out.
    /// </summary>
    public EquatableList<EndpointClient> Clients { get; init; }

    /// <summary>How long a change may take until it counts as failed.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether it shall be stopped.</summary>
    public bool Stop { get; init; }
}

/// <summary>Who may call an endpoint.</summary>
public enum AccessType
{
    /// <summary>Everybody who reaches the portal.</summary>
    Public,

    /// <summary>Clients with a key.</summary>
    Private,
}

/// <summary>How readiness is told.</summary>
public enum ReadinessKind
{
    /// <summary>The port accepts a connection.</summary>
    Tcp,

    /// <summary>A GET of the path answers with 2xx or 3xx.</summary>
    Http,
}

/// <summary>A readiness check; <paramref name="Path"/> starts with a slash for HTTP and is null for TCP.</summary>
public sealed record Readiness(ReadinessKind Kind, string? Path)
{
    /// <summary>The port accepts a connection.</summary>
    public static Readiness Tcp { get; } = new(ReadinessKind.Tcp, null);

    /// <summary>The path answers with 2xx or 3xx.</summary>
    public static Readiness Http(string path) => new(ReadinessKind.Http, path);
}

/// <summary>One environment variable. A secret one's value is never shown, logged or exported.</summary>
public sealed record EnvVariable(string Name, string Value, bool Secret = false)
{
    /// <summary>Name and value, the value redacted when secret.</summary>
    public override string ToString() => $"{Name}={(Secret ? "***" : Value)}";
}

/// <summary>One fact about the model.</summary>
public sealed record MetadataEntry(string Name, string Value);
