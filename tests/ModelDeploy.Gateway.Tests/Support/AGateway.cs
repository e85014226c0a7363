using System.Net.Security;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Gateway.Counting;
using ModelDeploy.Gateway.Direct;
using ModelDeploy.Gateway.Routing;
using ModelDeploy.TestKit.Http;

namespace ModelDeploy.Gateway.Tests.Support;

/// <summary>The gateway in a real server on a loopback port, with routes set by the test in the feed's place.</summary>
internal sealed class AGateway : IAsyncDisposable
{
    private static readonly SslClientAuthenticationOptions AnyCertificate = new() { RemoteCertificateValidationCallback = (_, _, _, _) => true };

    private readonly WebApplication _app;

    private AGateway(WebApplication app)
    {
        _app = app;
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, SslOptions = AnyCertificate }) { BaseAddress = new Uri(Address) };
    }

    public string Address => _app.Urls.Single();

    public HttpClient Http { get; }

    public RouteTable Table => _app.Services.GetRequiredService<GatewayRoutes>().Current!;

    public GatewayCounters Counters => _app.Services.GetRequiredService<GatewayCounters>();

    /// <summary>Who asks from inside.</summary>
    public GatewayCaller Caller => _app.Services.GetRequiredService<GatewayCaller>();

    /// <summary>A gateway that has not read any deployments yet.</summary>
    public static async Task<AGateway> StartAsync(
        Action<GatewayOptions>? limits = null, Action<WebApplication>? pipeline = null, HttpProtocols protocols = HttpProtocols.Http1AndHttp2,
        TimeProvider? time = null, Action<KestrelServerOptions>? server = null, Action<IServiceCollection>? services = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel =>
        {
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = protocols);
            server?.Invoke(kestrel);
        });
        if (time is not null)
            builder.Services.AddSingleton(time);
        services?.Invoke(builder.Services);
        builder.Services.AddGateway().Configure<GatewayOptions>(options =>
        {
            options.AnswerTimeout = options.IdleTimeout = TimeSpan.FromSeconds(20);
            limits?.Invoke(options);
        });
        builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(RouteTableUpdater)));
        var app = builder.Build();
        pipeline?.Invoke(app);
        app.MapGateway();
        await app.StartAsync();
        return new AGateway(app);
    }

    /// <summary>A gateway before one deployment, <c>iris</c>, with a replica at each address.</summary>
    public static async Task<AGateway> BeforeAsync(params string[] addresses) => (await StartAsync()).Knowing(Routed.Iris(addresses));

    /// <summary>Folds these deployments into the routes.</summary>
    public AGateway Knowing(params Deployment[] deployments)
    {
        var routes = _app.Services.GetRequiredService<GatewayRoutes>();
        routes.Replace((routes.Current ?? RouteTable.Empty).Fold(deployments.Select(deployment => new DeploymentChange(deployment.Key, deployment))));
        return this;
    }

    /// <summary>Sends exactly these characters, one byte each, and reads until the gateway closes or resets the connection.</summary>
    public Task<string> SendRawAsync(string request) => RawHttp.SendAsync(Address, request);

    public async Task<TcpClient> ConnectAsync()
    {
        var uri = new Uri(Address);
        var client = new TcpClient();
        await client.ConnectAsync(uri.Host, uri.Port);
        return client;
    }

    /// <summary>Checks an answer of the gateway's own in full and gives its code.</summary>
    public static async Task<string> ErrorCodeAsync(HttpResponseMessage answer, string? deployment = "iris")
    {
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("sandbox; default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var error = json.RootElement.GetProperty("error");
        Assert.Equal(deployment, error.GetProperty("deployment").GetString());
        Assert.Equal(answer.Headers.GetValues("X-Request-Id").Single(), error.GetProperty("requestId").GetString());
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
        return error.GetProperty("code").GetString()!;
    }

    /// <summary>Ends it in order, as a signal would: what it notes at the end is noted then.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
