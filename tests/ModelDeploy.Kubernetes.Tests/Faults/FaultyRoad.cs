using System.Globalization;
using Microsoft.AspNetCore.Http;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Tests.Client;

namespace ModelDeploy.Kubernetes.Tests.Faults;

/// <summary>Passes requests on to an API server, as <c>kubectl proxy</c> does, and lets go wrong what it is told to.</summary>
internal sealed class FaultyRoad : IAsyncDisposable
{
    private readonly ClusterHttp _ahead;
    private AnApiServer _server = null!;

    private FaultyRoad(ClusterAccess access) => _ahead = new ClusterHttp(access, "modeldeploy-tests");

    /// <summary>What goes wrong with a request; null for nothing. May be asked by several at once.</summary>
    public Func<HttpRequest, ApiFault?> Rule { get; set; } = static _ => null;

    /// <summary>The way over it.</summary>
    public ClusterAccess Access => new() { Server = _server.Address, Credential = Credential.None };

    /// <summary>One to this server.</summary>
    public static async Task<FaultyRoad> ToAsync(ClusterAccess access)
    {
        var road = new FaultyRoad(access);
        road._server = await AnApiServer.ThatAsync(road.PassAsync);
        return road;
    }

    /// <summary>Whether it asks for a watch.</summary>
    public static bool IsWatch(HttpRequest request) => request.Query.ContainsKey("watch");

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _ahead.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        var fault = Rule(context.Request);
        try
        {
            if (fault is ApiFault.Answer answer)
            {
                await SayAsync(context.Response, answer);
                return;
            }
            if (fault is ApiFault.Late { By: var late })
                await Task.Delay(late, context.RequestAborted);
            await ForwardAsync(context, fault);
        }
        catch (Exception broken) when (broken is OperationCanceledException or IOException or HttpRequestException)
        {
            context.Abort();
        }
    }

    private async Task ForwardAsync(HttpContext context, ApiFault? fault)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        using var answer = await _ahead.SendAsync(() => Same(context.Request, body.ToArray()), context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        if (fault is ApiFault.Half)
        {
            var whole = await answer.Content.ReadAsByteArrayAsync(context.RequestAborted);
            await context.Response.Body.WriteAsync(whole.AsMemory(0, whole.Length / 2), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
            return;
        }
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        if (fault is ApiFault.Cut { After: var after })
            end.CancelAfter(after);
        await context.Response.Body.FlushAsync(end.Token); // the head goes out at once, as a real one does it
        await CopyAsync(await answer.Content.ReadAsStreamAsync(end.Token), context.Response, end.Token);
    }

    private static async Task CopyAsync(Stream from, HttpResponse to, CancellationToken end)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReadAsync(buffer, end) is > 0 and var read)
        {
            await to.Body.WriteAsync(buffer.AsMemory(0, read), end);
            await to.Body.FlushAsync(end);
        }
    }

    private static Task SayAsync(HttpResponse response, ApiFault.Answer answer)
    {
        response.StatusCode = answer.Status;
        response.ContentType = "application/json";
        if (answer.RetryAfter is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return response.WriteAsync(answer.Body);
    }

    private static HttpRequestMessage Same(HttpRequest request, byte[] body)
    {
        var message = new HttpRequestMessage(new HttpMethod(request.Method), $"{request.Path.Value!.TrimStart('/')}{request.QueryString}");
        if (body.Length > 0)
        {
            message.Content = new ByteArrayContent(body);
            message.Content.Headers.TryAddWithoutValidation("Content-Type", request.ContentType);
        }
        return message;
    }
}
