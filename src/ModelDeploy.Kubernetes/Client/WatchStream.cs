using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ModelDeploy.Kubernetes.Client;

/// <summary>One watch: lines of JSON, each an event.</summary>
/// <param name="http">The connection.</param>
/// <param name="path">What to ask for.</param>
/// <param name="patience">After which the server must have ended it by itself.</param>
internal sealed class WatchStream<T>(ClusterHttp http, string path, TimeSpan patience) where T : class
{
    private static readonly TimeSpan OpeningPatience = TimeSpan.FromSeconds(30);

    /// <summary>That it has begun, then events until the server ends the watch; a failure is the last of them.</summary>
    public async IAsyncEnumerable<WatchEvent<T>> ReadAsync([EnumeratorCancellation] CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(patience);
        var (answer, refusal) = await OpenAsync(limit.Token, stop);
        if (answer is null)
        {
            yield return new WatchEvent<T>.Failed(refusal!);
            yield break;
        }
        using (answer)
        {
            yield return new WatchEvent<T>.Begun();
            using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(limit.Token));
            while (true)
            {
                var (line, failure) = await NextAsync(lines, limit.Token, stop);
                if (failure is not null)
                    yield return new WatchEvent<T>.Failed(failure);
                if (line is null)
                    yield break;
                var read = Read(line);
                yield return read;
                if (read is WatchEvent<T>.Failed)
                    yield break;
            }
        }
    }

    private async Task<(HttpResponseMessage?, ApiError?)> OpenAsync(CancellationToken limit, CancellationToken stop)
    {
        using var opening = CancellationTokenSource.CreateLinkedTokenSource(limit);
        opening.CancelAfter(OpeningPatience);
        try
        {
            var answer = await http.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, path), opening.Token);
            if (answer.IsSuccessStatusCode)
                return (answer, null);
            using (answer)
                return (null, await ApiAnswers.RefusalOfAsync(answer, opening.Token));
        }
        catch (Exception failure) when (ApiAnswers.IsOfTheWay(failure, stop))
        {
            return (null, ApiAnswers.Unreachable(failure));
        }
    }

    private static async Task<(string? Line, ApiError? Failure)> NextAsync(StreamReader lines, CancellationToken limit, CancellationToken stop)
    {
        try
        {
            return (await lines.ReadLineAsync(limit), null);
        }
        catch (Exception failure) when (ApiAnswers.IsOfTheWay(failure, stop))
        {
            return (null, ApiAnswers.Unreachable(failure));
        }
    }

    // An expired version comes as an event inside of a good answer (an ERROR with a Status), or as HTTP 410.
    private static WatchEvent<T> Read(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var content = document.RootElement.GetProperty("object");
            var type = document.RootElement.GetProperty("type").GetString();
            if (type is "ERROR")
                return new WatchEvent<T>.Failed(ApiStatus.Read(JsonObject.Create(content)!));
            var version = content.GetProperty("metadata").GetProperty("resourceVersion").GetString()!;
            return type switch
            {
                "BOOKMARK" => new WatchEvent<T>.Bookmark(version),
                "DELETED" => new WatchEvent<T>.Deleted(content.Deserialize<T>(ApiJson.Options)!, version),
                _ => new WatchEvent<T>.Changed(content.Deserialize<T>(ApiJson.Options)!, version),
            };
        }
        catch (Exception half) when (half is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return new WatchEvent<T>.Failed(ApiAnswers.Unreachable($"A watch broke off in the middle of an event: {half.Message}"));
        }
    }
}
