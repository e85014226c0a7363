using System.Text.Json;

namespace ModelDeploy.ModelServer.Serving;

/// <summary>Members that a request may leave out.</summary>
internal static class JsonMembers
{
    /// <summary>The object of that name, or null where there is none or it is something else.</summary>
    public static JsonElement? ObjectOrNull(this JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Object ? member : null;

    /// <summary>A sentence about the first of the named members that is there but neither an object nor null; or null.</summary>
    public static string? FirstThatIsNoObject(this JsonElement owner, string prefix, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (owner.TryGetProperty(name, out var member) && member.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null))
                return $"{prefix}{name} must be an object, but it is {JsonNames.Of(member)}.";
        return null;
    }
}
