using System.Text.Json;

namespace ModelDeploy.ModelServer.Serving;

/// <summary>Names what was found in a request, for sentences.</summary>
internal static class JsonNames
{
    private const int LongestText = 40;

    /// <summary>For example <c>the text "abc"</c> or <c>a list</c>.</summary>
    public static string Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String when element.GetString() is { Length: > LongestText } text => $"the text \"{text[..LongestText]}...\"",
        JsonValueKind.String => $"the text \"{element.GetString()}\"",
        JsonValueKind.Number => $"the number {element.GetRawText()}",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Null => "null",
        _ => "nothing",
    };
}
