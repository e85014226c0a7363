using System.Text.Json;
using ModelDeploy.ModelServer.Serving;

namespace ModelDeploy.ModelServer.Chat;

/// <summary>What a chat request asks for.</summary>
/// <param name="Model">The name that the caller used, given back.</param>
/// <param name="Text">The last thing that the user said.</param>
/// <param name="Stream">True for an answer token by token.</param>
internal sealed record ChatRequest(string Model, string Text, bool Stream)
{
    /// <summary>The request in a message, or a sentence that says what is wrong with it.</summary>
    public static Outcome<ChatRequest> Read(JsonElement message)
    {
        if (!message.TryGetProperty("model", out var model) || model.ValueKind != JsonValueKind.String)
            return Outcome<ChatRequest>.Bad("model must be a text.");
        if (!message.TryGetProperty("messages", out var messages) || messages.ValueKind != JsonValueKind.Array)
            return Outcome<ChatRequest>.Bad("messages must be a list.");
        if (LastOfUser(messages) is not { } text)
            return Outcome<ChatRequest>.Bad("messages must hold one with the role \"user\" and a text as content.");
        var streamed = message.TryGetProperty("stream", out var stream);
        if (streamed && stream.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            return Outcome<ChatRequest>.Bad($"stream must be true or false, but it is {JsonNames.Of(stream)}.");
        return Outcome<ChatRequest>.Good(new ChatRequest(model.GetString()!, text, streamed && stream.GetBoolean()));
    }

    private static string? LastOfUser(JsonElement messages) => messages.EnumerateArray()
        .Where(message => message.ValueKind == JsonValueKind.Object
            && message.TryGetProperty("role", out var role) && role.ValueKind == JsonValueKind.String && role.ValueEquals("user")
            && message.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.String)
        .Select(message => message.GetProperty("content").GetString())
        .LastOrDefault();
}
