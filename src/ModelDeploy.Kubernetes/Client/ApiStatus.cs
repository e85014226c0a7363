using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ModelDeploy.Kubernetes.Client;

/// <summary>Reads refusals: the API's <c>Status</c> objects, and whatever a proxy on the way says instead.</summary>
internal static class ApiStatus
{
    private const int MostShown = 500;

    /// <summary>The refusal in an answer.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="body">The body; perhaps a <c>Status</c> object, perhaps anything.</param>
    /// <param name="retryAfter">What the header of that name says, or null.</param>
    public static ApiError Read(HttpStatusCode status, string body, TimeSpan? retryAfter)
    {
        try
        {
            if (JsonNode.Parse(body) is JsonObject found && found["kind"]?.GetValue<string>() == "Status")
                return Read(found, (int)status, retryAfter);
        }
        catch (Exception other) when (other is JsonException or InvalidOperationException)
        {
            // Not the API server speaking.
        }
        var text = body.Trim();
        return new ApiError(ReasonOf((int)status, ""), text.Length > 0 ? text[..Math.Min(text.Length, MostShown)] : $"HTTP {(int)status}", (int)status, retryAfter, []);
    }

    /// <summary>The refusal that a <c>Status</c> object tells.</summary>
    /// <exception cref="InvalidOperationException">It does not have the shape of one.</exception>
    public static ApiError Read(JsonObject status, int httpStatus = 0, TimeSpan? retryAfter = null)
    {
        var code = status["code"]?.GetValue<int>() ?? httpStatus;
        var details = status["details"] as JsonObject;
        var seconds = details?["retryAfterSeconds"]?.GetValue<int>();
        return new ApiError(
            ReasonOf(code, status["reason"]?.GetValue<string>() ?? ""),
            status["message"]?.GetValue<string>() is { Length: > 0 } message ? message : string.Create(CultureInfo.InvariantCulture, $"HTTP {code}"),
            code,
            retryAfter ?? (seconds is > 0 ? TimeSpan.FromSeconds(seconds.Value) : null),
            [
                .. (details?["causes"] as JsonArray ?? []).OfType<JsonObject>()
                    .Select(cause => new ApiCause(cause["field"]?.GetValue<string>() ?? "", cause["message"]?.GetValue<string>() ?? "")),
            ]);
    }

    // The reason says more than the code: 409 is both AlreadyExists and Conflict, 410 both Expired and Gone.
    private static ApiReason ReasonOf(int code, string reason) => (reason, code) switch
    {
        ("NotFound", _) => ApiReason.NotFound,
        ("AlreadyExists", _) => ApiReason.AlreadyExists,
        ("Conflict", _) => ApiReason.Conflict,
        ("Invalid", _) => ApiReason.Invalid,
        ("BadRequest", _) => ApiReason.BadRequest,
        ("Unauthorized", _) => ApiReason.Unauthorized,
        ("Forbidden", _) => ApiReason.Forbidden,
        ("Expired" or "Gone", _) => ApiReason.Expired,
        ("TooManyRequests", _) => ApiReason.TooManyRequests,
        ("ServiceUnavailable" or "InternalError", _) => ApiReason.Unavailable,
        ("Timeout" or "ServerTimeout", _) => ApiReason.Timeout,
        (_, 400) => ApiReason.BadRequest,
        (_, 401) => ApiReason.Unauthorized,
        (_, 403) => ApiReason.Forbidden,
        (_, 404) => ApiReason.NotServed,
        (_, 409) => ApiReason.Conflict,
        (_, 410) => ApiReason.Expired,
        (_, 422) => ApiReason.Invalid,
        (_, 429) => ApiReason.TooManyRequests,
        (_, 504) => ApiReason.Timeout,
        (_, >= 500) => ApiReason.Unavailable,
        _ => ApiReason.Other,
    };
}
