using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelDeploy.Kubernetes.Client;

/// <summary>How objects are written and read.</summary>
internal static class ApiJson
{
    /// <summary>Names in camel case, enum values by name; what is null is left out.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(), new PooledStringConverter() },
    };
}
