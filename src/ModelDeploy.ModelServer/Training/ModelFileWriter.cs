using System.Text.Encodings.Web;
using System.Text.Json;
using ModelDeploy.ModelServer.Modelling;

namespace ModelDeploy.ModelServer.Training;

/// <summary>Writes model files that a person can read and compare: one property per line, every list of numbers on one line.</summary>
internal static class ModelFileWriter
{
    private static readonly JsonWriterOptions Layout =
        new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The file's content, ending in a line feed.</summary>
    public static byte[] Write(ModelFile file)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Layout))
            Write(writer, JsonSerializer.SerializeToElement(file, ModelFileJson.Default.ModelFile));
        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject())
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array when !IsRow(element):
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            case JsonValueKind.Array:
                writer.WriteRawValue(element.GetRawText());
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    /// <summary>True where there are only numbers and texts below, however deep.</summary>
    private static bool IsRow(JsonElement array) => array.EnumerateArray().All(item => item.ValueKind switch
    {
        JsonValueKind.Array => IsRow(item),
        JsonValueKind.Object => false,
        _ => true,
    });
}
