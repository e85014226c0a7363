using System.Text;
using Microsoft.AspNetCore.Builder;
using ModelDeploy.ModelServer.Faults;
using ModelDeploy.ModelServer.Modelling;
using ModelDeploy.ModelServer.Serving;

namespace ModelDeploy.ModelServer.Tests;

/// <summary>A server in this process, on a real port of its own.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly StringWriter _log;

    private RunningServer(WebApplication app, StringWriter log)
    {
        (_app, _log) = (app, log);
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Http { get; }

    /// <summary>Everything logged so far. Only complete once the server is disposed or the request that logs is answered.</summary>
    public string LogText => _log.ToString();

    public static async Task<RunningServer> StartAsync(string modelFile = SampleFiles.Softmax, TestSwitches? switches = null)
    {
        Assert.True(ModelLoader.Load(SampleFiles.Path(modelFile)).Try(out var model, out var fault), fault);
        var log = new StringWriter();
        var app = ModelHost.Build(
            new ServerOptions(modelFile, "127.0.0.1", 0, "deploy-test", "iris-unit", "modeldeploy/iris:test", switches ?? new(), null), model, log);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RunningServer(app, log);
    }

    /// <summary>Posts a text and reads the answer as JSON.</summary>
    public async Task<JsonAnswer> PostAsync(string path, string body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        return await JsonAnswer.ReadAsync(await Http.SendAsync(request, TestContext.Current.CancellationToken));
    }

    public async Task<JsonAnswer> GetAsync(string path) => await JsonAnswer.ReadAsync(await Http.GetAsync(path, TestContext.Current.CancellationToken));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        await _log.DisposeAsync();
    }
}
