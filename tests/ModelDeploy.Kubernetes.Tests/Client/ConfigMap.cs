using System.Text.Json.Nodes;
using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Tests.Client;

/// <summary>A config map, as a plain thing to write and read.</summary>
public sealed record ConfigMap : ApiObject
{
    /// <summary>Its kind.</summary>
    public static ApiKind Kind { get; } = new("", "v1", "configmaps", "ConfigMap");

    /// <summary>What it holds.</summary>
    public IReadOnlyDictionary<string, string>? Data { get; init; }

    /// <summary>One as it is written.</summary>
    public static JsonObject Json(string name, params (string Key, string Value)[] data) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ConfigMap",
        ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = new JsonObject { ["of"] = "the-test" } },
        ["data"] = new JsonObject(data.Select(field => KeyValuePair.Create(field.Key, (JsonNode?)field.Value))),
    };
}
