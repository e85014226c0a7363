using System.Net;
using ModelDeploy.ModelServer.Chat;
using ModelDeploy.ModelServer.Faults;
using ModelDeploy.ModelServer.Modelling;
using ModelDeploy.ModelServer.OpenInference;
using ModelDeploy.ModelServer.Seldon;

namespace ModelDeploy.ModelServer.Serving;

/// <summary>Puts the web server together, from as few parts as possible: a replica's start is a part of every deployment.</summary>
internal static class ModelHost
{
    private const long LargestBody = 10 * 1024 * 1024;
    private static readonly TimeSpan LongestShutdown = TimeSpan.FromSeconds(30);

    /// <summary>A server that is ready to start; log lines go to <paramref name="output"/>.</summary>
    public static WebApplication Build(ServerOptions options, Model model, TextWriter output)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Parse(options.Host), options.Port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
        });
        builder.Logging.AddProvider(new PlainLoggerProvider(output))
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical); // a failed start is told by ServeCommand
        builder.Services
            .AddRoutingCore()
            .Configure<HostOptions>(host => host.ShutdownTimeout = LongestShutdown)
            .Configure<ConsoleLifetimeOptions>(console => console.SuppressStatusMessages = true)
            .AddSingleton(TimeProvider.System)
            .AddSingleton(model)
            .AddSingleton(new Readiness(options.Switches.NeverReady != NeverReady.Refusing))
            .AddSingleton(new SeldonReply(options.Unit ?? model.Name, options.Image ?? $"{model.Name}:{model.Version}"))
            .AddSingleton<Counters>()
            .AddSingleton<Predictions>()
            .AddSingleton<RequestGuard>()
            .AddSingleton<SeldonEndpoints>()
            .AddSingleton<InferenceEndpoints>()
            .AddSingleton<CommonEndpoints>()
            .AddFaults(options.Switches);

        var app = builder.Build();
        app.Use(app.Services.GetRequiredService<RequestGuard>().InvokeAsync);
        app.Services.GetRequiredService<CommonEndpoints>().Map(app);
        app.Services.GetRequiredService<SeldonEndpoints>().Map(app);
        app.Services.GetRequiredService<InferenceEndpoints>().Map(app);
        if (options.Switches.Chat is { } pause)
            new ChatEcho(pause, TimeProvider.System).Map(app);
        return app;
    }
}
