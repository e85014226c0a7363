using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Runtime.Children;

/// <summary>An object that shall exist for a deployment.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Content">What we want of it; everything else in it is others' affair.</param>
internal sealed record Child(ApiKind Kind, JsonObject Content)
{
    /// <summary>The annotation that tells what was applied last: so that a field is missed that we do not want any more.</summary>
    public const string HashAnnotation = "modeldeploy.io/applied";

    private const string SpecPart = "spec";
    private const int HashLength = 16;

    /// <summary>Its name.</summary>
    public string Name => Content["metadata"]!["name"]!.GetValue<string>();

    /// <summary>A child with this content, in its spec or another part, given the annotation that tells it.</summary>
    public static Child Of(ApiKind kind, JsonObject metadata, JsonObject spec, string part = SpecPart)
    {
        var content = new JsonObject { ["apiVersion"] = kind.ApiVersion, ["kind"] = kind.Kind, ["metadata"] = metadata, [part] = spec };
        var hash = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(content)))[..HashLength];
        if (metadata["annotations"] is not JsonObject annotations)
            metadata["annotations"] = annotations = [];
        annotations[HashAnnotation] = hash;
        return new Child(kind, content);
    }
}
