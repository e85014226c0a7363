using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Connections;
using ModelDeploy.ModelServer.Modelling;

namespace ModelDeploy.ModelServer.Serving;

/// <summary>Serves one model until the process is asked to stop.</summary>
internal static partial class ServeCommand
{
    /// <summary>Exit code for a port that somebody else has: the number of EADDRINUSE on Linux.</summary>
    public const int PortInUse = 98;

    private const int WrongOptions = 2;
    private const int Failed = 1;

    /// <summary>
    /// Returns the exit code: 0 after a requested stop, 1 for a model or an address that cannot be used, 2 for wrong options,
    /// 98 for a taken port.
    /// </summary>
    public static async Task<int> RunAsync(string[] arguments, Func<string, string?> environment, TextWriter output)
    {
        if (!ServerOptionsReader.Read(arguments, environment).Try(out var options, out var faults))
            return Refuse(output, faults, WrongOptions);
        if (!ModelLoader.Load(options.ModelPath).Try(out var model, out var fault))
            return Refuse(output, fault, Failed);

        await using var app = ModelHost.Build(options, model, output);
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ServeCommand));
        Introduce(logger, options, model);
        try
        {
            await app.StartAsync();
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            Log.Stopped(logger);
            return 0;
        }
        catch (IOException failure)
        {
            Log.CannotListen(logger, options.Host, options.Port, failure.Message);
            return failure.InnerException is AddressInUseException ? PortInUse : Failed;
        }

        Log.Listening(logger, string.Join(", ", app.Urls), SinceProcessStart().TotalMilliseconds);
        var counters = app.Services.GetRequiredService<Counters>();
        app.Lifetime.ApplicationStopping.Register(() => Log.Stopping(logger, counters.InFlight));
        await app.WaitForShutdownAsync();
        Log.Stopped(logger);
        return 0;
    }

    private static int Refuse(TextWriter output, string faults, int code)
    {
        foreach (var fault in faults.Split('\n'))
            output.WriteLine($"ERROR {fault}");
        output.Flush();
        return code;
    }

    private static void Introduce(ILogger logger, ServerOptions options, Model model)
    {
        Log.Model(logger, model.Name, model.Version, model.Kind, model.Features.Length, string.Join(", ", model.OutputNames));
        if (model.Metrics.Count > 0)
            Log.Quality(logger, string.Join(", ", model.Metrics.Select(Quality)));
        if (options.Deployment is { } deployment)
            Log.Deployment(logger, deployment, options.Unit ?? model.Name);
        if (options.Remark is { } remark)
            Log.Remark(logger, remark);
    }

    private static string Quality(KeyValuePair<string, double> metric) =>
        string.Create(CultureInfo.InvariantCulture, $"{metric.Key} {metric.Value:0.###}");

    private static TimeSpan SinceProcessStart()
    {
        using var process = Process.GetCurrentProcess();
        return TimeProvider.System.GetLocalNow().DateTime - process.StartTime;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Model {Name} {Version}, {Kind}: {Features} features in, {Outputs} out")]
        public static partial void Model(ILogger logger, string name, string version, string kind, int features, string outputs);

        [LoggerMessage(Level = LogLevel.Information, Message = "On unseen data: {Metrics}")]
        public static partial void Quality(ILogger logger, string metrics);

        [LoggerMessage(Level = LogLevel.Information, Message = "Deployment {Deployment}, unit {Unit}")]
        public static partial void Deployment(ILogger logger, string deployment, string unit);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Remark}")]
        public static partial void Remark(ILogger logger, string remark);

        [LoggerMessage(Level = LogLevel.Error, Message = "Cannot listen on {Host}:{Port}: {Reason}")]
        public static partial void CannotListen(ILogger logger, string host, int port, string reason);

        [LoggerMessage(Level = LogLevel.Information, Message = "Listening on {Addresses}, {Milliseconds:0} ms after the process started")]
        public static partial void Listening(ILogger logger, string addresses, double milliseconds);

        [LoggerMessage(Level = LogLevel.Information, Message = "Stopping, predictions in flight: {InFlight}")]
        public static partial void Stopping(ILogger logger, int inFlight);

        [LoggerMessage(Level = LogLevel.Information, Message = "Stopped")]
        public static partial void Stopped(ILogger logger);
    }
}
