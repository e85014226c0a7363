using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace ModelDeploy.ModelServer.Serving;

/// <summary>
/// Reads a request's body as one JSON object, whatever its content type says (curl's default names a form), and explains
/// what it cannot read.
/// </summary>
internal static class JsonBody
{
    private const int MaxDepth = 32;

    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <summary>
    /// Reads the body, reads a request from it, and answers that. Where either is not possible the answer is 400 with the
    /// sentence that says why. The request may point into the body's document, which lives until it is answered.
    /// </summary>
    /// <exception cref="BadHttpRequestException">The body is larger than the server allows, or broke off.</exception>
    public static async Task AnswerAsync<T>(HttpContext context, Func<JsonElement, Outcome<T>> read, Func<T, Task> answer)
        where T : class
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        if (!Parse(buffer.ToArray()).Try(out var body, out var fault))
        {
            await Answers.ErrorAsync(context, StatusCodes.Status400BadRequest, fault);
            return;
        }
        using (body)
        {
            if (read(body.RootElement).Try(out var request, out fault))
                await answer(request);
            else
                await Answers.ErrorAsync(context, StatusCodes.Status400BadRequest, fault);
        }
    }

    /// <summary>The object in these bytes, or a sentence that says what is wrong with them.</summary>
    private static Outcome<JsonDocument> Parse(byte[] body)
    {
        if (body.AsSpan().Trim(" \t\r\n"u8).IsEmpty)
            return Outcome<JsonDocument>.Bad("The body is empty; it must be a JSON object.");
        if (!Utf8.IsValid(body) || HasHalfACharacter(body))
            return Outcome<JsonDocument>.Bad("The body holds text that is not valid Unicode; send it as UTF-8.");
        try
        {
            var document = JsonDocument.Parse(body, Reading);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return Outcome<JsonDocument>.Good(document);
            var kind = JsonNames.Of(document.RootElement);
            document.Dispose();
            return Outcome<JsonDocument>.Bad($"The body must be a JSON object, but it is {kind}.");
        }
        catch (JsonException failure)
        {
            return Outcome<JsonDocument>.Bad(Explain(body, failure));
        }
    }

    private static string Explain(byte[] body, JsonException failure)
    {
        if (IsTooDeep(body))
            return $"The body is nested deeper than {MaxDepth} levels.";
        if (NotANumberAt(body, failure) is { } word)
            return $"The body holds {word}, which JSON does not know; every value must be a finite number.";
        return $"The body is not valid JSON: {failure.Message}";
    }

    /// <summary>True where an escape such as \uD800 leaves a text without meaning: reading it later would throw.</summary>
    private static bool HasHalfACharacter(byte[] body)
    {
        if (body.AsSpan().IndexOf("\\u"u8) < 0)
            return false;
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            while (reader.Read())
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                    _ = reader.GetString();
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsTooDeep(byte[] body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            while (reader.Read())
                if (reader.CurrentDepth > MaxDepth)
                    return true;
        }
        catch (JsonException)
        {
            return false;
        }
        return false;
    }

    /// <summary>The word that Python's json module writes for a value that is no finite number, if reading stopped at one.</summary>
    private static string? NotANumberAt(byte[] body, JsonException failure)
    {
        var rest = body.AsSpan();
        for (var line = failure.LineNumber ?? 0; line > 0; line--)
            rest = rest[(rest.IndexOf((byte)'\n') + 1)..];
        var before = rest[..(int)Math.Min(failure.BytePositionInLine ?? 0, rest.Length)];
        var start = before.TrimEnd("-NaInfity"u8).Length;
        string[] words = ["NaN", "Infinity", "-Infinity"];
        var found = Encoding.UTF8.GetString(rest.Slice(start, Math.Min("-Infinity".Length, rest.Length - start)));
        return words.FirstOrDefault(word => found.StartsWith(word, StringComparison.Ordinal));
    }
}
