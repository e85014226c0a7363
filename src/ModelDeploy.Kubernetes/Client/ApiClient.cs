using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ModelDeploy.Kubernetes.Client;

/// <summary>
/// What the product asks of a Kubernetes API server, and nothing else. Refusals are values (<see cref="ApiError"/>); it throws only
/// for cancellation. The official client could take its place behind these methods.
/// </summary>
public sealed class ApiClient : IDisposable
{
    private const int PageSize = 500;
    private const int MostTries = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly ClusterHttp _http;
    private readonly TimeProvider _clock;

    /// <summary>A client for this server.</summary>
    public ApiClient(ClusterAccess access, TimeProvider clock)
    {
        Access = access;
        _clock = clock;
        _http = new ClusterHttp(access, "modeldeploy");
    }

    /// <summary>Where it asks.</summary>
    public ClusterAccess Access { get; }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    /// <summary>One object.</summary>
    public Task<ApiResult<T>> GetAsync<T>(ApiKind kind, string? inNamespace, string name, CancellationToken stop) where T : class =>
        AskAsync<T>(() => new HttpRequestMessage(HttpMethod.Get, kind.PathOf(inNamespace, name)), stop);

    /// <summary>One object as the server has it at hand, which may be as it was a moment ago; cheap for it.</summary>
    public Task<ApiResult<T>> GetCachedAsync<T>(ApiKind kind, string? inNamespace, string name, CancellationToken stop) where T : class =>
        AskAsync<T>(() => new HttpRequestMessage(HttpMethod.Get, kind.PathOf(inNamespace, name) + Query(("resourceVersion", "0"))), stop);

    /// <summary>Any document of the API by its path, as JSON.</summary>
    public Task<ApiResult<JsonObject>> GetAsync(string path, CancellationToken stop) =>
        AskAsync<JsonObject>(() => new HttpRequestMessage(HttpMethod.Get, path), stop);

    /// <summary>All objects, page by page; from the beginning again when a page has become too old to go on from.</summary>
    /// <param name="kind">Which kind.</param>
    /// <param name="inNamespace">In which namespace; null for all.</param>
    /// <param name="selector">Which of them; null for all.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<ApiResult<ObjectList<T>>> ListAsync<T>(ApiKind kind, string? inNamespace, Selector? selector, CancellationToken stop) where T : class
    {
        List<T> items = [];
        string? next = null;
        for (var beginnings = 0; ;)
        {
            var query = Query(("limit", PageSize.ToString(CultureInfo.InvariantCulture)), ("labelSelector", selector?.Labels), ("fieldSelector", selector?.Fields), ("continue", next));
            var page = await AskAsync<Page<T>>(() => new HttpRequestMessage(HttpMethod.Get, kind.PathOf(inNamespace) + query), stop);
            if (!page.Is(out var found, out var error))
            {
                if (error.Reason is not ApiReason.Expired || next is null || ++beginnings >= MostTries)
                    return error;
                (items, next) = ([], null);
                continue;
            }
            items.AddRange(found.Items ?? []);
            next = found.Metadata?.Continue;
            if (string.IsNullOrEmpty(next))
                return new ObjectList<T>(items, found.Metadata?.ResourceVersion ?? "");
        }
    }

    /// <summary>Creates an object; <see cref="ApiReason.AlreadyExists"/> when there is one of its name.</summary>
    public Task<ApiResult<T>> CreateAsync<T>(ApiKind kind, string? inNamespace, JsonObject content, CancellationToken stop) where T : class =>
        AskAsync<T>(() => Message(HttpMethod.Post, kind.PathOf(inNamespace), content, "application/json"), stop);

    /// <summary>
    /// Changes some fields of an object (RFC 7396). With <c>metadata.resourceVersion</c> in the patch: only if nobody changed it since,
    /// else <see cref="ApiReason.Conflict"/>.
    /// </summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="inNamespace">Its namespace.</param>
    /// <param name="name">Its name.</param>
    /// <param name="patch">What shall be otherwise.</param>
    /// <param name="part"><c>status</c> for that alone, else null.</param>
    /// <param name="stop">Gives up.</param>
    /// <param name="manager">Who changes it; null: the program's name.</param>
    public Task<ApiResult<T>> MergeAsync<T>(
        ApiKind kind, string? inNamespace, string name, JsonObject patch, string? part, CancellationToken stop, string? manager = null) where T : class
    {
        var path = kind.PathOf(inNamespace, name, part) + Query(("fieldManager", manager));
        return AskAsync<T>(() => Message(HttpMethod.Patch, path, patch, "application/merge-patch+json"), stop);
    }

    /// <summary>Makes our fields of an object what they are here, and creates it if need be; takes them over from other managers.</summary>
    public Task<ApiResult<T>> ApplyAsync<T>(ApiKind kind, string? inNamespace, string name, JsonObject content, string manager, CancellationToken stop) where T : class
    {
        var path = kind.PathOf(inNamespace, name) + Query(("fieldManager", manager), ("force", "true"));
        return AskAsync<T>(() => Message(HttpMethod.Patch, path, content, "application/apply-patch+yaml"), stop);
    }

    /// <summary>Deletes an object, and in the background what it owns.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="inNamespace">Its namespace.</param>
    /// <param name="name">Its name.</param>
    /// <param name="precondition">Only if it is still this one; null to delete whatever bears the name.</param>
    /// <param name="stop">Gives up.</param>
    public Task<ApiResult<JsonObject>> DeleteAsync(ApiKind kind, string? inNamespace, string name, Precondition? precondition, CancellationToken stop) =>
        DeleteAsync(kind, inNamespace, name, precondition, "Background", stop);

    /// <summary>Marks an object for deletion; it stays until what it owns is gone.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="inNamespace">Its namespace.</param>
    /// <param name="name">Its name.</param>
    /// <param name="precondition">Only if it is still this one; null to delete whatever bears the name.</param>
    /// <param name="stop">Gives up.</param>
    public Task<ApiResult<JsonObject>> DeleteAfterOwnedAsync(ApiKind kind, string? inNamespace, string name, Precondition? precondition, CancellationToken stop) =>
        DeleteAsync(kind, inNamespace, name, precondition, "Foreground", stop);

    private Task<ApiResult<JsonObject>> DeleteAsync(ApiKind kind, string? inNamespace, string name, Precondition? precondition, string propagation, CancellationToken stop)
    {
        var options = new JsonObject { ["kind"] = "DeleteOptions", ["apiVersion"] = "v1", ["propagationPolicy"] = propagation };
        if (precondition is not null)
            options["preconditions"] = JsonSerializer.SerializeToNode(precondition, ApiJson.Options);
        return AskAsync<JsonObject>(() => Message(HttpMethod.Delete, kind.PathOf(inNamespace, name), options, "application/json"), stop);
    }

    /// <summary>
    /// What happens after a version, until the server ends the watch (after some minutes) or it fails, which is then its last event.
    /// Bookmarks tell how far it has come where nothing happens.
    /// </summary>
    public IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(ApiKind kind, string? inNamespace, Selector? selector, string version, CancellationToken stop) where T : class
    {
        var lasts = Random.Shared.Next(240, 300); // so that not all of them end at once
        var query = Query(
            ("watch", "1"), ("allowWatchBookmarks", "true"), ("resourceVersion", version), ("labelSelector", selector?.Labels), ("fieldSelector", selector?.Fields),
            ("timeoutSeconds", lasts.ToString(CultureInfo.InvariantCulture)));
        return new WatchStream<T>(_http, kind.PathOf(inNamespace) + query, TimeSpan.FromSeconds(lasts) + Patience).ReadAsync(stop);
    }

    /// <summary>The log of a container, to be read to its end. Dispose the stream.</summary>
    public async Task<ApiResult<Stream>> OpenLogAsync(string inNamespace, string pod, PodLogQuery query, CancellationToken stop)
    {
        var path = Pods.PathOf(inNamespace, pod, "log") + Query(
            ("container", query.Container), ("follow", query.Follow ? "true" : null), ("previous", query.Previous ? "true" : null), ("timestamps", "true"),
            ("tailLines", query.Tail?.ToString(CultureInfo.InvariantCulture)),
            ("sinceTime", query.Since?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)));
        try
        {
            var answer = await _http.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, path), stop);
            return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStreamAsync(stop) : await ApiAnswers.RefusalOfAsync(answer, stop);
        }
        catch (Exception failure) when (ApiAnswers.IsOfTheWay(failure, stop))
        {
            return ApiAnswers.Unreachable(failure);
        }
    }

    private static ApiKind Pods { get; } = new("", "v1", "pods", "Pod");

    private async Task<ApiResult<T>> AskAsync<T>(Func<HttpRequestMessage> request, CancellationToken stop) where T : class
    {
        for (var attempt = 1; ; attempt++)
        {
            var result = await AskOnceAsync<T>(request, stop);
            if (result.Error is not { RetryAfter: { } wait } || attempt == MostTries || wait > LongestWait)
                return result;
            await Task.Delay(wait, _clock, stop);
        }
    }

    private async Task<ApiResult<T>> AskOnceAsync<T>(Func<HttpRequestMessage> request, CancellationToken stop) where T : class
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        try
        {
            using var answer = await _http.SendAsync(request, patience.Token);
            if (!answer.IsSuccessStatusCode)
                return await ApiAnswers.RefusalOfAsync(answer, patience.Token);
            await using var body = await answer.Content.ReadAsStreamAsync(patience.Token);
            return await JsonSerializer.DeserializeAsync<T>(body, ApiJson.Options, patience.Token) is { } value
                ? value
                : ApiAnswers.Unreachable("The API server answered with nothing.");
        }
        catch (JsonException failure)
        {
            return ApiAnswers.Unreachable($"The API server's answer could not be read: {failure.Message}");
        }
        catch (Exception failure) when (ApiAnswers.IsOfTheWay(failure, stop))
        {
            return ApiAnswers.Unreachable(failure);
        }
    }

    private static HttpRequestMessage Message(HttpMethod method, string path, JsonObject content, string type) =>
        new(method, path) { Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(content)) { Headers = { ContentType = new MediaTypeHeaderValue(type) } } };

    private static string Query(params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        List<string> given = [];
        foreach (var (name, value) in parameters)
        {
            if (value is not null)
                given.Add($"{name}={Uri.EscapeDataString(value)}");
        }
        return given.Count == 0 ? "" : $"?{string.Join('&', given)}";
    }

    private sealed record Page<T>(IReadOnlyList<T>? Items, PageMetadata? Metadata);

    private sealed record PageMetadata(string? ResourceVersion, string? Continue);
}
