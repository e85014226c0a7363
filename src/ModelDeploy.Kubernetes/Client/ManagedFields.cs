using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelDeploy.Kubernetes.Client;

/// <summary>Who set fields of an object, and when.</summary>
/// <param name="Manager">The program: <c>kubectl-client-side-apply</c>.</param>
/// <param name="Operation"><c>Apply</c> or <c>Update</c>.</param>
/// <param name="Time">
/// When its fields last became other ones. Before Kubernetes 1.25 another value of the same fields leaves it as it is
/// (kubernetes/kubernetes#109576).
/// </param>
/// <param name="SpecFields">
/// The fields right below the spec that are among them, with a space between; null when there are none. What lies deeper is not read: it would
/// be the larger part of all that is kept in memory of a cluster.
/// </param>
public sealed record ManagedFields(
    string Manager, string Operation, DateTimeOffset? Time,
    [property: JsonPropertyName("fieldsV1"), JsonConverter(typeof(ManagedFields.OfSpec))] string? SpecFields = null)
{
    /// <summary>Whether this field, right below the spec, is among them.</summary>
    public bool Owns(string field) => SpecFields?.Split(' ').Contains(field, StringComparer.Ordinal) == true;

    /// <summary>Reads only the names below the spec. The whole value is at hand then, but what comes after it may not be: Skip would refuse.</summary>
    internal sealed class OfSpec : JsonConverter<string?>
    {
        private const string FieldPrefix = "f:";

        /// <inheritdoc />
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            string? found = null;
            if (reader.TokenType is not JsonTokenType.StartObject)
            {
                reader.TrySkip();
                return found;
            }
            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                var isSpec = reader.ValueTextEquals("f:spec"u8);
                reader.Read();
                if (isSpec)
                    found = NamesIn(ref reader);
                else
                    reader.TrySkip();
            }
            return found;
        }

        /// <summary>Never asked for: what is written to a cluster names no managers.</summary>
        public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => throw new NotSupportedException();

        private static string NamesIn(ref Utf8JsonReader reader)
        {
            List<string> names = [];
            if (reader.TokenType is not JsonTokenType.StartObject)
            {
                reader.TrySkip();
                return "";
            }
            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                if (reader.GetString() is { } name && name.StartsWith(FieldPrefix, StringComparison.Ordinal))
                    names.Add(name[FieldPrefix.Length..]);
                reader.Read();
                reader.TrySkip();
            }
            return StringPool.Get(string.Join(' ', names));
        }
    }
}
