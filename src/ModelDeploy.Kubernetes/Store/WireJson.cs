using System.Text.Json;
using System.Text.Json.Nodes;
using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Store;

/// <summary>How custom resources are written.</summary>
internal static class WireJson
{
    /// <summary>The content as an object; what is null is left out.</summary>
    public static JsonObject Write<T>(T content) => (JsonObject)JsonSerializer.SerializeToNode(content, ApiJson.Options)!;

    /// <summary>The content as a merge patch: what is null is taken away from what is stored.</summary>
    public static JsonObject Patch<T>(T content)
    {
        var patch = Write(content);
        foreach (var property in ApiJson.Options.GetTypeInfo(typeof(T)).Properties)
            patch.TryAdd(property.Name, null);
        return patch;
    }

    /// <summary>Null in place of nothing: servers that a newer Go was used for take an empty text for null and refuse it.</summary>
    public static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    /// <summary>A whole object, to be created.</summary>
    public static JsonObject Object<T>(ApiKind kind, JsonObject metadata, T spec) => new()
    {
        ["apiVersion"] = kind.ApiVersion,
        ["kind"] = kind.Kind,
        ["metadata"] = metadata,
        ["spec"] = Write(spec),
    };
}
