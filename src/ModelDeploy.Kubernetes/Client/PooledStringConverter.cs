using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelDeploy.Kubernetes.Client;

/// <summary>Reads equal short texts as one string: the objects of a cluster repeat the same labels, names and reasons thousands of times, and are kept.</summary>
internal sealed class PooledStringConverter : JsonConverter<string>
{
    private const int LongestBytes = 256;

    /// <inheritdoc />
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String && LengthOf(in reader) <= LongestBytes ? Pooled(ref reader) : reader.GetString();

    /// <inheritdoc />
    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        LengthOf(in reader) <= LongestBytes ? Pooled(ref reader) : reader.GetString()!;

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    /// <inheritdoc />
    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WritePropertyName(value);

    private static long LengthOf(in Utf8JsonReader reader) => reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;

    private static string Pooled(ref Utf8JsonReader reader)
    {
        // Unescaping and decoding make no text longer than its bytes.
        Span<char> room = stackalloc char[LongestBytes];
        return StringPool.Get(room[..reader.CopyString(room)]);
    }
}
