using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelDeploy.Core.Audit;

/// <summary>Events as text: one line each, whatever people wrote into it.</summary>
public static class AuditJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Default, // escapes line ends and all that a terminal would obey
    };

    /// <summary>The event in one line.</summary>
    public static string Write(AuditEvent what) => JsonSerializer.Serialize(what, Options);

    /// <summary>The event of a line that <see cref="Write(AuditEvent)"/> made.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static AuditEvent Read(string text) => JsonSerializer.Deserialize<AuditEvent>(text, Options) ?? throw new JsonException("null is no event.");
}
