using System.Text.Json;
using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Runtime.Objects;

/// <summary>A Deployment, ReplicaSet, Service or Ingress, as far as the runtime reads it.</summary>
internal sealed record ChildObject : ApiObject
{
    /// <summary>What it shall be, as it stands in the cluster.</summary>
    public JsonElement Spec { get; init; }

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

    /// <summary>Whether its controller has acted on its newest spec.</summary>
    public bool IsTakenUp => (Status?.ObservedGeneration ?? 0) >= Metadata.Generation;
}

/// <summary>What a controller says of an object of its own.</summary>
/// <param name="ObservedGeneration">The generation that it has acted on.</param>
/// <param name="Replicas">How many pods it counts.</param>
/// <param name="Conditions">What is the case.</param>
internal sealed record ChildStatus(long? ObservedGeneration, int? Replicas, IReadOnlyList<Condition>? Conditions);

/// <summary>Something that is the case with an object, or is not.</summary>
/// <param name="Type">What: <c>Ready</c>.</param>
/// <param name="Status"><c>True</c>, <c>False</c> or <c>Unknown</c>.</param>
/// <param name="Reason">Why, in one word.</param>
/// <param name="Message">Why, for people.</param>
/// <param name="LastTransitionTime">Since when it has been so.</param>
internal sealed record Condition(string Type, string Status, string? Reason = null, string? Message = null, DateTimeOffset? LastTransitionTime = null);
