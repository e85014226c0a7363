using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelDeploy.Local.Store;

/// <summary>How records are written into columns: enum values by name, so that reordering an enum spoils nothing.</summary>
internal static class StoreJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        // The text never leaves the database, so nothing needs escaping for a browser.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)
        ?? throw new JsonException($"A {typeof(T).Name} was expected where null is stored.");
}
