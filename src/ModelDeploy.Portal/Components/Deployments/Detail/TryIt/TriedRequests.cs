using System.Text.Json;

namespace ModelDeploy.Portal.Components.Deployments.Detail.TryIt;

/// <summary>The last requests, newest first, as text in the browser's storage.</summary>
public static class TriedRequests
{
    /// <summary>So many are kept.</summary>
    public const int Most = 10;

    /// <summary>A longer body is not kept, characters.</summary>
    public const int LongestBody = 16 * 1024;

    /// <summary>The list with one more, the oldest given up for it.</summary>
    public static IReadOnlyList<TriedRequest> With(this IReadOnlyList<TriedRequest> kept, TriedRequest request) =>
        [request with { Body = request.Body?.Length > LongestBody ? null : request.Body }, .. kept.Take(Most - 1)];

    /// <summary>For the storage.</summary>
    public static string Write(IReadOnlyList<TriedRequest> requests) => JsonSerializer.Serialize(requests, JsonSerializerOptions.Web);

    /// <summary>From the storage, where anybody can write; what cannot be read is empty.</summary>
    public static IReadOnlyList<TriedRequest> Read(string? text)
    {
        try
        {
            return text is null ? [] : [.. (JsonSerializer.Deserialize<List<TriedRequest?>>(text, JsonSerializerOptions.Web) ?? []).OfType<TriedRequest>().Where(IsWhole).Take(Most)];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static bool IsWhole(TriedRequest request) => request is { Method: "GET" or "POST", Path: not null } && !(request.Body?.Length > LongestBody);
}
