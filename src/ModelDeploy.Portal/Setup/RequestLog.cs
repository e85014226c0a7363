using System.Diagnostics;

namespace ModelDeploy.Portal.Setup;

/// <summary>One line per request. The query string is left out: sign-in links carry their token there.</summary>
public sealed partial class RequestLog(RequestDelegate next, ILogger<RequestLog> logger)
{
    /// <summary>Handles the request and logs how it went; answers of 500 and above as warnings.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            var level = context.Response.StatusCode >= StatusCodes.Status500InternalServerError ? LogLevel.Warning : LogLevel.Debug;
            Answered(
                logger, level, context.Request.Method, context.Request.Path.Value ?? "/", context.Response.StatusCode,
                Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
    }

    [LoggerMessage(Message = "{Method} {Path} answered {Status} in {Milliseconds:0.0} ms")]
    private static partial void Answered(ILogger logger, LogLevel level, string method, string path, int status, double milliseconds);
}
