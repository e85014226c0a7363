using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelDeploy.Core.Deployments;

/// <summary>How a spec is serialised wherever its size or its hash counts.</summary>
public static class SpecJson
{
    /// <summary>Camel case, enums by name.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>The spec's size without its clients, which have limits of their own; in bytes of UTF-8.</summary>
    public static int SizeOf(DeploymentSpec spec) => JsonSerializer.SerializeToUtf8Bytes(spec.WithoutClients(), Options).Length;
}
