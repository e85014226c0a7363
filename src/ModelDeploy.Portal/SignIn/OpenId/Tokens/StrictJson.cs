using System.Text.Json;
using System.Text.Unicode;

namespace ModelDeploy.Portal.SignIn.OpenId.Tokens;

/// <summary>
/// JSON of which there is one reading only: whoever signed it and whoever reads it must not see different documents.
/// </summary>
public static class StrictJson
{
    private const int MaxDepth = 16;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = MaxDepth };

    /// <summary>
    /// The object, or null when the bytes are no single JSON object in valid UTF-8, name a property twice, or nest deeper than 16.
    /// </summary>
    public static JsonElement? ReadObject(ReadOnlyMemory<byte> bytes)
    {
        if (!Utf8.IsValid(bytes.Span))
            return null;
        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);
            return document.RootElement.ValueKind is JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The property's text; null when it is absent or no text.</summary>
    public static string? TextOf(JsonElement found, string name) => found.TryGetProperty(name, out var value) ? TextOf(value) : null;

    /// <summary>The property's texts, whether it is a list or a single one; empty when it is absent. Members that are no texts are left out.</summary>
    public static IReadOnlyList<string> TextsOf(JsonElement found, string name)
    {
        if (!found.TryGetProperty(name, out var value))
            return [];
        return value.ValueKind is JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(TextOf).OfType<string>()]
            : TextOf(value) is { } single ? [single] : [];
    }

    private static string? TextOf(JsonElement value)
    {
        try
        {
            return value.ValueKind is JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, written as an escape, is valid JSON and no text.
            return null;
        }
    }
}
