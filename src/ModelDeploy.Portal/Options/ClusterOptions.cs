namespace ModelDeploy.Portal.Options;

/// <summary>Settings of a cluster, under <c>ModelDeploy:Kubernetes</c>.</summary>
public sealed record ClusterOptions
{
    /// <summary>The kubeconfig; null: the service account of the pod that this runs in, else what kubectl would use.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>The context of the kubeconfig; null: its current one.</summary>
    public string? Context { get; init; }

    /// <summary>The namespace of deployments, groups and instance types; null: that of the pod or the context.</summary>
    public string? Namespace { get; init; }

    /// <summary>How callers from outside of the cluster reach a model.</summary>
    public ExposureKind Exposure { get; init; } = ExposureKind.Gateway;

    /// <summary>Whether models must not run as root.</summary>
    public bool RunAsNonRoot { get; init; }

    /// <summary>What Ingresses are made of.</summary>
    public IngressSettings Ingress { get; init; } = new();
}
