using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Tests.Client;

/// <summary>Something that answers as an API server might, to inject what a real one does too seldom.</summary>
public sealed class AnApiServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private AnApiServer(WebApplication app) => _app = app;

    /// <summary>What was asked, in order: <c>GET /api/v1/pods?…</c>.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>Where it is.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>A server with these answers.</summary>
    public static async Task<AnApiServer> ThatAsync(Func<HttpContext, Task> answers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new AnApiServer(app);
        app.Run(context =>
        {
            server.Asked.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
            return answers(context);
        });
        await app.StartAsync();
        return server;
    }

    /// <summary>Answers that there is no such object, in the words of an API server.</summary>
    public static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return context.Response.WriteAsync("""{"kind":"Status","status":"Failure","reason":"NotFound","message":"not found","code":404}""");
    }

    /// <summary>A client for it.</summary>
    public ApiClient Client(Credential? credential = null) =>
        new(new ClusterAccess { Server = Address, Credential = credential ?? Credential.None }, TimeProvider.System);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await _app.StopAsync(atOnce.Token);
        await _app.DisposeAsync();
    }
}
