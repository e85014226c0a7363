using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ModelDeploy.Gateway.Tests.Support;

/// <summary>A real HTTP server in the place of a model.</summary>
internal sealed class AModel : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _requests;

    private AModel(WebApplication app, RequestDelegate answers)
    {
        _app = app;
        app.UseWebSockets();
        app.Run(context =>
        {
            Interlocked.Increment(ref _requests);
            return answers(context);
        });
    }

    /// <summary>How many requests have come so far.</summary>
    public int Requests => Volatile.Read(ref _requests);

    public string Address => _app.Urls.Single();

    public static async Task<AModel> ThatAsync(RequestDelegate answers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.ResponseHeaderEncodingSelector = _ => System.Text.Encoding.UTF8;
        });
        var model = new AModel(builder.Build(), answers);
        await model._app.StartAsync();
        return model;
    }

    /// <summary>Answers everything with this text.</summary>
    public static Task<AModel> SayingAsync(string text) => ThatAsync(context => context.Response.WriteAsync(text));

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
