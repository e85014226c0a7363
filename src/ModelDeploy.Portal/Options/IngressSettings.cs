namespace ModelDeploy.Portal.Options;

/// <summary>What Ingresses are made of, under <c>ModelDeploy:Kubernetes:Ingress</c>.</summary>
public sealed record IngressSettings
{
    /// <summary>The host name that they answer to; null: every one.</summary>
    public string? Host { get; init; }

    /// <summary>The ingress class; null: the cluster's usual one.</summary>
    public string? Class { get; init; }

    /// <summary>The Secret with the host's certificate; null: none.</summary>
    public string? TlsSecret { get; init; }

    /// <summary>The gateway's Service, in the namespace of the deployments.</summary>
    public string Service { get; init; } = "modeldeploy-gateway";

    /// <summary>The port of that Service.</summary>
    public int ServicePort { get; init; } = 80;

    /// <summary>Further annotations.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();
}
