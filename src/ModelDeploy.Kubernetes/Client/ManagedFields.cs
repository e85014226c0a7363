using System.Text.Json;

namespace ModelDeploy.Kubernetes.Client;

/// <summary>Who set fields of an object, and when.</summary>
/// <param name="Manager">The program: <c>kubectl-client-side-apply</c>.</param>
/// <param name="Operation"><c>Apply</c> or <c>Update</c>.</param>
/// <param name="Time">When it last did.</param>
/// <param name="FieldsV1">Which fields, as the API server writes them.</param>
public sealed record ManagedFields(string Manager, string Operation, DateTimeOffset? Time, JsonElement? FieldsV1 = null)
{
    /// <summary>Whether a field of the spec is among them.</summary>
    public bool OwnsSpec => FieldsV1 is { ValueKind: JsonValueKind.Object } fields && fields.TryGetProperty("f:spec", out _);
}
