namespace ModelDeploy.Kubernetes;

/// <summary>How the product uses a cluster.</summary>
public sealed record KubernetesOptions
{
    /// <summary>The namespace of the custom resources and of everything made from them.</summary>
    public required string Namespace { get; init; }

    /// <summary>How callers from outside of the cluster reach a model.</summary>
    public Exposure Exposure { get; init; } = Exposure.Gateway;

    /// <summary>What Ingresses are made of; not used where the exposure is the gateway alone.</summary>
    public IngressOptions Ingress { get; init; } = new();

    /// <summary>The portal's address for callers, which goes into a deployment's status; null to leave only the path there.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>Whether models must not run as root.</summary>
    public bool RunAsNonRoot { get; init; }

    /// <summary>What this process is for: it reads and follows no more than that needs, and needs no more rights.</summary>
    public ClusterDuties Duties { get; init; } = ClusterDuties.All;

    /// <summary>Whether somebody else's operator makes the cluster match the deployments and writes their status.</summary>
    public bool ForeignController { get; init; }
}

/// <summary>What a process does in a cluster.</summary>
[Flags]
public enum ClusterDuties
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Serves people: accounts, commands, history, logs.</summary>
    People = 1,

    /// <summary>Makes the cluster match the deployments, while it leads.</summary>
    Control = 2,

    /// <summary>Passes requests on to models.</summary>
    DataPath = 4,

    /// <summary>All of it.</summary>
    All = People | Control | DataPath,
}

/// <summary>How callers from outside of the cluster reach a model.</summary>
public enum Exposure
{
    /// <summary>Through the gateway at the portal's own address; nothing is made per deployment.</summary>
    Gateway,

    /// <summary>By an Ingress per deployment that leads to the gateway's Service.</summary>
    Ingress,

    /// <summary>By an Ingress per deployment that leads to its own Service, past the gateway, as PrimeHub did.</summary>
    DirectIngress,
}

/// <summary>What Ingresses are made of.</summary>
public sealed record IngressOptions
{
    /// <summary>The host name that they answer to, or null for every one.</summary>
    public string? Host { get; init; }

    /// <summary>The ingress class, or null for the cluster's usual one.</summary>
    public string? Class { get; init; }

    /// <summary>The Secret with the host's certificate, or null for none.</summary>
    public string? TlsSecret { get; init; }

    /// <summary>The gateway's Service, in the namespace of the deployments.</summary>
    public string Service { get; init; } = "modeldeploy-gateway";

    /// <summary>The port of that Service.</summary>
    public int ServicePort { get; init; } = 80;

    /// <summary>Further annotations.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();
}
