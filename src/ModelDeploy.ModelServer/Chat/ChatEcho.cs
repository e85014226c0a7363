using System.Text.Json;
using System.Text.RegularExpressions;
using ModelDeploy.ModelServer.Serving;

namespace ModelDeploy.ModelServer.Chat;

/// <summary>
/// A chat endpoint in OpenAI's shape that says back what the user said, word by word. There is no language model behind it:
/// it exists so that streaming through the gateway can be tried, and only when its switch is on.
/// </summary>
internal sealed partial class ChatEcho(TimeSpan pause, TimeProvider clock)
{
    private static readonly PredictionEndpoint Marker = new("openai");

    public void Map(IEndpointRouteBuilder routes) => routes.MapPost("/v1/chat/completions", AnswerAsync).WithMetadata(Marker);

    private Task AnswerAsync(HttpContext context) => JsonBody.AnswerAsync(context, ChatRequest.Read, request => request.Stream
        ? StreamAsync(context, request)
        : Answers.JsonAsync(context, StatusCodes.Status200OK, json => Whole(json, request)));

    private async Task StreamAsync(HttpContext context, ChatRequest request)
    {
        var id = NewId();
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache";
        foreach (var token in Tokens(request.Text))
        {
            await SendAsync(context, json => Chunk(json, id, request, token));
            await Task.Delay(pause, clock, context.RequestAborted);
        }
        await SendAsync(context, json => Chunk(json, id, request, token: null));
        await context.Response.WriteAsync("data: [DONE]\n\n", context.RequestAborted);
    }

    private static async Task SendAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        buffer.Write("data: "u8);
        using (var json = new Utf8JsonWriter(buffer))
            write(json);
        buffer.Write("\n\n"u8);
        await context.Response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    /// <summary>One streamed piece; the one without a token ends the answer.</summary>
    private void Chunk(Utf8JsonWriter json, string id, ChatRequest request, string? token)
    {
        Open(json, id, "chat.completion.chunk", request);
        json.WriteStartObject("delta");
        if (token is not null)
        {
            json.WriteString("role", "assistant");
            json.WriteString("content", token);
        }
        json.WriteEndObject();
        Close(json, finished: token is null);
        json.WriteEndObject();
    }

    private void Whole(Utf8JsonWriter json, ChatRequest request)
    {
        Open(json, NewId(), "chat.completion", request);
        json.WriteStartObject("message");
        json.WriteString("role", "assistant");
        json.WriteString("content", request.Text);
        json.WriteEndObject();
        Close(json, finished: true);
        var tokens = Tokens(request.Text).Count();
        json.WriteStartObject("usage");
        json.WriteNumber("prompt_tokens", tokens);
        json.WriteNumber("completion_tokens", tokens);
        json.WriteNumber("total_tokens", 2 * tokens);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Everything up to the inside of the only choice.</summary>
    private void Open(Utf8JsonWriter json, string id, string kind, ChatRequest request)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("object", kind);
        json.WriteNumber("created", clock.GetUtcNow().ToUnixTimeSeconds());
        json.WriteString("model", request.Model);
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
    }

    private static void Close(Utf8JsonWriter json, bool finished)
    {
        if (finished)
            json.WriteString("finish_reason", "stop");
        else
            json.WriteNull("finish_reason");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static string NewId() => $"chatcmpl-{Guid.NewGuid():N}";

    /// <summary>Words with the white space after them.</summary>
    private static IEnumerable<string> Tokens(string text) => Word().Matches(text).Select(match => match.Value);

    [GeneratedRegex(@"\S+\s*|^\s+")]
    private static partial Regex Word();
}
