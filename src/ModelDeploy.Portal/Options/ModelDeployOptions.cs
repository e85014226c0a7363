using System.Net;

namespace ModelDeploy.Portal.Options;

/// <summary>
/// Everything that an operator can set, under <c>ModelDeploy</c>. Made only by <see cref="ModelDeployOptionsReader"/>,
/// so an instance is always valid.
/// </summary>
public sealed record ModelDeployOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "ModelDeploy";

    /// <summary>The data directory of the shipped settings, meant from the folder that holds them.</summary>
    public const string DefaultDataDirectory = "data";

    /// <summary>Where the database, keys and logs lie; absolute.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The address under which people reach the portal, without a slash at the end; null: the first one it listens on.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>Whether people reach the portal by TLS alone, wherever that ends.</summary>
    public bool IsReachedByTls => PublicUrl?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Who is believed when they say who asks and by which scheme: networks, an address being one of one; empty: nobody.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>Where desired state and status live.</summary>
    public StoreKind Store { get; init; } = StoreKind.Sqlite;

    /// <summary>What runs replicas.</summary>
    public RuntimeKind Runtime { get; init; } = RuntimeKind.Processes;

    /// <summary>Who makes the runtime match the store.</summary>
    public ControllerKind Controller { get; init; } = ControllerKind.Embedded;

    /// <summary>Which parts this process takes.</summary>
    public IReadOnlyList<Role> Roles { get; init; } = [Role.Portal, Role.Controller, Role.Gateway];

    /// <summary>Whether this process takes the part.</summary>
    public bool Takes(Role role) => Roles.Contains(role);

    /// <summary>Whether a first start creates the demo group and instance types; in a cluster only on wish.</summary>
    public bool SeedDemo { get; init; } = true;

    /// <summary>
    /// What the form for a new deployment proposes as its deadline: how long a change may take until it counts as failed.
    /// </summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Upper bounds.</summary>
    public LimitsOptions Limits { get; init; } = new();

    /// <summary>Who may read the metrics.</summary>
    public MetricsOptions Metrics { get; init; } = new();

    /// <summary>The provider that signs people in; null: they sign in by printed links.</summary>
    public OidcOptions? Oidc { get; init; }

    /// <summary>By what people sign in, besides the provider.</summary>
    public SignInOptions SignIn { get; init; } = new();

    /// <summary>By what the keys are encrypted that protect cookies and secrets.</summary>
    public KeysOptions Keys { get; init; } = new();

    /// <summary>The cluster, where store and runtime are one.</summary>
    public ClusterOptions Kubernetes { get; init; } = new();

    /// <summary>The process runtime.</summary>
    public LocalOptions Local { get; init; } = new();
}
