using ModelDeploy.Kubernetes.Runtime.Objects;

namespace ModelDeploy.Kubernetes.Runtime.Diagnosing;

/// <summary>What was asked about an Ingress beyond its state.</summary>
internal sealed record IngressEvidence
{
    /// <summary>Nothing was asked yet.</summary>
    public static IngressEvidence None { get; } = new();

    /// <summary>The Ingress that was asked about; empty when none was.</summary>
    public string Uid { get; init; } = "";

    /// <summary>The generation of it that was asked about.</summary>
    public long Generation { get; init; }

    /// <summary>When it was asked, or null.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>What happened to it, oldest first.</summary>
    public IReadOnlyList<EventObject> Events { get; init; } = [];

    /// <summary>Whether the Secret with its certificate is known not to exist.</summary>
    public bool IsSecretMissing { get; init; }

    /// <summary>Whether this is known of the Ingress as it is now.</summary>
    public bool IsOf(ChildObject ingress) => Uid == ingress.Metadata.Uid && Generation == ingress.Metadata.Generation;
}
