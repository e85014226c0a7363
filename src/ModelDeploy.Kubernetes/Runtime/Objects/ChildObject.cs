using System.Text.Json;
using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Runtime.Objects;

/// <summary>A Deployment, ReplicaSet, Service, Ingress or Secret with passwords, as far as the runtime reads it.</summary>
internal sealed record ChildObject : ApiObject
{
    /// <summary>What it shall be, as it stands in the cluster.</summary>
    public JsonElement Spec { get; init; }

    /// <summary>Of a Secret: what it holds, by names, in Base64.</summary>
    public JsonElement Data { get; init; }

    /// <summary>What its controller says of it.</summary>
    public ChildStatus? Status { get; init; }

    /// <summary>How many replicas its spec asks for; 0 where it has no such field.</summary>
    public int Replicas => Spec.ValueKind is JsonValueKind.Object && Spec.TryGetProperty("replicas", out var replicas) && replicas.TryGetInt32(out var count) ? count : 0;

    /// <summary>The template that its pods are made from, by the label that they get; empty when they get none.</summary>
    public string Template =>
        Spec.ValueKind is JsonValueKind.Object && Spec.TryGetProperty("template", out var template)
        && template.TryGetProperty("metadata", out var metadata) && metadata.TryGetProperty("labels", out var labels)
        && labels.TryGetProperty(Labels.Template, out var hash)
            ? hash.GetString() ?? ""
            : "";

    /// <summary>How many replicas more than wanted a rollout may start, where it is a number.</summary>
    public int? MaxSurge =>
        Spec.ValueKind is JsonValueKind.Object && Spec.TryGetProperty("strategy", out var strategy)
        && strategy.TryGetProperty("rollingUpdate", out var rolling) && rolling.TryGetProperty("maxSurge", out var surge) && surge.ValueKind is JsonValueKind.Number
            ? surge.GetInt32()
            : null;

    /// <summary>Of an Ingress: the class that it names, also in the older way; null where the cluster's default is meant.</summary>
    public string? IngressClass =>
        Spec.ValueKind is JsonValueKind.Object && Spec.TryGetProperty("ingressClassName", out var named) && named.GetString() is { Length: > 0 } name
            ? name
            : Metadata.Annotations?.GetValueOrDefault("kubernetes.io/ingress.class");

    /// <summary>Of an Ingress: the Secret with its certificate, or null where it names none.</summary>
    public string? TlsSecret =>
        Spec.ValueKind is JsonValueKind.Object && Spec.TryGetProperty("tls", out var tls) && tls.ValueKind is JsonValueKind.Array
            ? tls.EnumerateArray().Select(entry => entry.TryGetProperty("secretName", out var secret) ? secret.GetString() : null).FirstOrDefault(name => name is { Length: > 0 })
            : null;

    /// <summary>Of an Ingress: whether a controller has given it an address.</summary>
    public bool HasAddress => Status?.LoadBalancer?.Ingress is [_, ..];

    /// <summary>Whether its controller has acted on its newest spec.</summary>
    public bool IsTakenUp => (Status?.ObservedGeneration ?? 0) >= Metadata.Generation;
}

/// <summary>What a controller says of an object of its own.</summary>
/// <param name="ObservedGeneration">The generation that it has acted on.</param>
/// <param name="Replicas">How many pods it counts.</param>
/// <param name="Conditions">What is the case.</param>
/// <param name="LoadBalancer">Of an Ingress: where it is reached.</param>
internal sealed record ChildStatus(long? ObservedGeneration, int? Replicas, IReadOnlyList<Condition>? Conditions, LoadBalancerStatus? LoadBalancer = null);

/// <summary>Where something is reached from outside.</summary>
/// <param name="Ingress">Its addresses.</param>
internal sealed record LoadBalancerStatus(IReadOnlyList<LoadBalancerAddress>? Ingress);

/// <summary>An address, by one of the two.</summary>
internal sealed record LoadBalancerAddress(string? Ip, string? Hostname);

/// <summary>Something that is the case with an object, or is not.</summary>
/// <param name="Type">What: <c>Ready</c>.</param>
/// <param name="Status"><c>True</c>, <c>False</c> or <c>Unknown</c>.</param>
/// <param name="Reason">Why, in one word.</param>
/// <param name="Message">Why, for people.</param>
/// <param name="LastTransitionTime">Since when it has been so.</param>
internal sealed record Condition(string Type, string Status, string? Reason = null, string? Message = null, DateTimeOffset? LastTransitionTime = null);
