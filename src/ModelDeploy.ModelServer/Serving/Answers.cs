using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ModelDeploy.ModelServer.Serving;

/// <summary>Writes JSON answers, errors in the shape of the protocol that the path belongs to.</summary>
internal static class Answers
{
    private static readonly JsonWriterOptions Layout = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Answers with what <paramref name="write"/> writes.</summary>
    public static async Task JsonAsync(HttpContext context, int status, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Layout))
            write(writer);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = buffer.WrittenCount;
        await context.Response.Body.WriteAsync(buffer.WrittenMemory, context.RequestAborted);
    }

    /// <summary>
    /// Answers with an error: Open Inference's shape below /v2, OpenAI's below /v1, Seldon's everywhere else. Leaves a
    /// <see cref="Refusal"/> for the log.
    /// </summary>
    public static Task ErrorAsync(HttpContext context, int status, string sentence)
    {
        context.Features.Set(new Refusal(sentence));
        var path = context.Request.Path;
        if (path.StartsWithSegments("/v2"))
            return JsonAsync(context, status, json => InferenceError(json, sentence));
        if (path.StartsWithSegments("/v1"))
            return JsonAsync(context, status, json => OpenAiError(json, status, sentence));
        return JsonAsync(context, status, json => SeldonError(json, status, sentence));
    }

    private static void InferenceError(Utf8JsonWriter json, string sentence)
    {
        json.WriteStartObject();
        json.WriteString("error", sentence);
        json.WriteEndObject();
    }

    private static void OpenAiError(Utf8JsonWriter json, int status, string sentence)
    {
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteString("message", sentence);
        json.WriteString("type", status < StatusCodes.Status500InternalServerError ? "invalid_request_error" : "server_error");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void SeldonError(Utf8JsonWriter json, int status, string sentence)
    {
        json.WriteStartObject();
        json.WriteStartObject("status");
        json.WriteNumber("status", 1);
        json.WriteString("info", sentence);
        json.WriteNumber("code", -1);
        json.WriteString("reason", Reason(status));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Reason(int status) => status switch
    {
        StatusCodes.Status404NotFound => "MICROSERVICE_NOT_FOUND",
        StatusCodes.Status503ServiceUnavailable => "MICROSERVICE_NOT_READY",
        < StatusCodes.Status500InternalServerError => "MICROSERVICE_BAD_DATA",
        _ => "MICROSERVICE_INTERNAL_ERROR",
    };
}
