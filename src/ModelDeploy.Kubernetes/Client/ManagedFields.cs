using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelDeploy.Kubernetes.Client;

/// <summary>Who set fields of an object, and when.</summary>
/// <param name="Manager">The program: <c>kubectl-client-side-apply</c>.</param>
/// <param name="Operation"><c>Apply</c> or <c>Update</c>.</param>
/// <param name="Time">When it last did.</param>
/// <param name="OwnsSpec">
/// Whether a field of the spec is among them. Which ones is not read: it would be the larger part of all that is kept in memory of a cluster.
/// </param>
public sealed record ManagedFields(
    string Manager, string Operation, DateTimeOffset? Time,
    [property: JsonPropertyName("fieldsV1"), JsonConverter(typeof(ManagedFields.HasSpec))] bool OwnsSpec = false)
{
    /// <summary>Reads only whether there is a field of the spec. The whole value is at hand then, but what comes after it may not be: Skip would refuse.</summary>
    internal sealed class HasSpec : JsonConverter<bool>
    {
        /// <inheritdoc />
        public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var found = false;
            if (reader.TokenType is not JsonTokenType.StartObject)
            {
                reader.TrySkip();
                return found;
            }
            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                found |= reader.ValueTextEquals("f:spec"u8);
                reader.Read();
                reader.TrySkip();
            }
            return found;
        }

        /// <summary>Never asked for: what is written to a cluster names no managers.</summary>
        public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) => throw new NotSupportedException();
    }
}
