using System.Text.Json;
using System.Text.Json.Nodes;
using ModelDeploy.Kubernetes.Runtime.Objects;

namespace ModelDeploy.Kubernetes.Runtime.Children;

/// <summary>Whether an object in the cluster is still what we want. Pure.</summary>
internal static class Drift
{
    private static readonly string[] UnwantedOfPods = ["initContainers", "volumes", "hostNetwork", "hostPID", "hostIPC", "nodeName"];
    private static readonly string[] UnwantedOfContainers = ["command", "args", "envFrom", "volumeMounts", "livenessProbe", "lifecycle", "workingDir"];

    /// <summary>
    /// True when everything that we want stands in it, and nothing that we wanted before and do not want now. What others added beside
    /// is theirs, but for lists (containers, variables, ports): those are wanted as a whole.
    /// </summary>
    public static bool IsAsWanted(Child wanted, ChildObject live)
    {
        var metadata = wanted.Content["metadata"]!;
        return Holds(live.Metadata.Labels, metadata["labels"])
            && Holds(live.Metadata.Annotations, metadata["annotations"])
            && metadata["ownerReferences"]!.AsArray().All(owner => live.Metadata.OwnerReferences?.Any(known => known.Uid == owner!["uid"]!.GetValue<string>()) == true)
            && (wanted.Content["spec"] is { } spec ? IsPartOf(spec, live.Spec) && !HasUnwanted(live.Spec) : IsPartOf(wanted.Content["data"], live.Data));
    }

    /// <summary>
    /// What makes it as wanted where applying alone does not: somebody else's additions to lists stay when we apply ours, so that the lists
    /// are put in place as a whole.
    /// </summary>
    public static JsonObject Correction(Child wanted)
    {
        if (wanted.Content["data"] is { } data)
            return new JsonObject { ["data"] = data.DeepClone() };
        var spec = wanted.Content["spec"]!.DeepClone();
        if (spec["template"]?["spec"] is JsonObject pod)
        {
            spec["paused"] = null;
            foreach (var unwanted in UnwantedOfPods)
                pod[unwanted] = null;
        }
        return new JsonObject { ["spec"] = spec };
    }

    /// <summary>
    /// Whether the wanted value stands in the other: objects field by field, lists item by item and of the same length. What has names is
    /// found by them: where an item is new, the order after applying is the cluster's.
    /// </summary>
    public static bool IsPartOf(JsonNode? wanted, JsonElement live) => wanted switch
    {
        JsonObject fields => live.ValueKind is JsonValueKind.Object
            && fields.All(field => live.TryGetProperty(field.Key, out var value) && IsPartOf(field.Value, value)),
        JsonArray items => live.ValueKind is JsonValueKind.Array && live.GetArrayLength() == items.Count
            && (items.All(item => NameOf(item) is not null)
                ? items.All(item => live.EnumerateArray().Any(other => NameOf(other) == NameOf(item) && IsPartOf(item, other)))
                : items.Zip(live.EnumerateArray()).All(pair => IsPartOf(pair.First, pair.Second))),
        JsonValue value => IsSame(value, live),
        null => live.ValueKind is JsonValueKind.Null,
        _ => false,
    };

    private static bool HasUnwanted(JsonElement spec) =>
        spec.TryGetProperty("template", out var template) && template.TryGetProperty("spec", out var pod)
        && (IsPaused(spec)
            || HasAny(pod, UnwantedOfPods)
            || (pod.TryGetProperty("containers", out var containers) && containers.EnumerateArray().Any(container => HasAny(container, UnwantedOfContainers))));

    private static bool IsPaused(JsonElement spec) => spec.TryGetProperty("paused", out var paused) && paused.ValueKind is JsonValueKind.True;

    private static bool HasAny(JsonElement item, string[] fields) => fields.Any(field => item.TryGetProperty(field, out _));

    private static string? NameOf(JsonNode? item) => item is JsonObject named && named["name"] is JsonValue name ? name.GetValue<string>() : null;

    private static string? NameOf(JsonElement item) => item.ValueKind is JsonValueKind.Object && item.TryGetProperty("name", out var name) ? name.GetString() : null;

    private static bool IsSame(JsonValue wanted, JsonElement live) => wanted.GetValueKind() switch
    {
        JsonValueKind.String => live.ValueKind is JsonValueKind.String && live.GetString() == wanted.GetValue<string>(),
        JsonValueKind.Number => live.ValueKind is JsonValueKind.Number && live.GetRawText() == wanted.ToJsonString(),
        var kind => live.ValueKind == kind,
    };

    private static bool Holds(IReadOnlyDictionary<string, string>? live, JsonNode? wanted) =>
        wanted is not JsonObject fields || fields.All(field => live?.TryGetValue(field.Key, out var value) == true && value == field.Value!.GetValue<string>());
}
