using System.Globalization;
using ModelDeploy.Portal.Api;
using ModelDeploy.Portal.Options;
using Serilog;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Settings.Configuration;

namespace ModelDeploy.Portal.Setup;

/// <summary>Logs to the console and to files in the data directory that roll by day and by size.</summary>
public static class LoggingSetup
{
    private const long LargestFile = 50_000_000;
    private const int FilesKept = 14;
    private const string LevelKey = "Serilog:MinimumLevel";
    private const LogEventLevel Silent = LevelAlias.Maximum + 1;
    private const string Line = "{Timestamp:yyyy-MM-dd HH:mm:ss.fff zzz} [{Level:u3}] {SourceContext}: {Message:lj}{NewLine}{Exception}";

    /// <summary>
    /// Puts Serilog in place of the default loggers; the <c>Serilog</c> section moves the levels. What it returns logs before
    /// there is a host; dispose it last, so that the last lines are written.
    /// </summary>
    public static ILoggerFactory AddPortalLogging(this WebApplicationBuilder builder, ModelDeployOptions options)
    {
        ForgetEmptyLevel(builder.Configuration);
        var logger = new LoggerConfiguration()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
            // A part that is not ready yet is no error; a check that finds one logs it itself.
            .MinimumLevel.Override("Microsoft.Extensions.Diagnostics.HealthChecks", Silent)
            // Nothing of it is ever logged, and without this the host makes a scope and an activity for every prediction.
            .MinimumLevel.Override("Microsoft.AspNetCore.Hosting.Diagnostics", Silent)
            // A program that is refused is told so, and is answered like everybody else in the log of requests.
            .MinimumLevel.Override(typeof(ApiTokenHandler).FullName!, LogEventLevel.Warning)
            // Without a certificate keys lie unencrypted in a directory that only the portal's user can read: said in the docs, not at each start.
            .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error)
            .ReadFrom.Configuration(builder.Configuration, new ConfigurationReaderOptions(typeof(ConsoleLoggerConfigurationExtensions).Assembly))
            .Enrich.With<OneLine>()
            .WriteTo.Console(outputTemplate: Line, formatProvider: CultureInfo.InvariantCulture)
            .WriteTo.File(
                Path.Combine(options.DataDirectory, "logs", "portal-.log"),
                outputTemplate: Line,
                formatProvider: CultureInfo.InvariantCulture,
                rollingInterval: RollingInterval.Day,
                rollOnFileSizeLimit: true,
                fileSizeLimitBytes: LargestFile,
                retainedFileCountLimit: FilesKept,
                shared: true)
            .CreateLogger();

        builder.Logging.ClearProviders();
        builder.Logging.SetMinimumLevel(LogLevel.Trace);
        builder.Logging.AddSerilog(logger);
        return new SerilogLoggerFactory(logger, dispose: true);
    }

    // Test hosts and scripts hand every section on as a setting: next to MinimumLevel:Default that is an empty MinimumLevel,
    // which Serilog would take for a level.
    private static void ForgetEmptyLevel(ConfigurationManager configuration)
    {
        if (configuration[LevelKey] is "")
            configuration[LevelKey] = null;
    }
}
