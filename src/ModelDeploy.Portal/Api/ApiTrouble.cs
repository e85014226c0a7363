using ModelDeploy.Core;

namespace ModelDeploy.Portal.Api;

/// <summary>What programs read when a store or a log does not answer: to come again, and no page for people.</summary>
public static partial class ApiTrouble
{
    private const string AgainAfter = "5";

    /// <summary>The answer of the endpoint, or 503 where it could not have one. An answer that has begun breaks off as it must.</summary>
    public static async ValueTask<object?> AnsweredAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        try
        {
            return await next(context);
        }
        catch (StoreUnavailableException trouble) when (!http.Response.HasStarted)
        {
            return Unavailable(http, trouble.Message);
        }
        catch (IOException failure) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            // Its own words may name files of this machine: they are for the log.
            Unreadable(http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ApiTrouble)), failure);
            return Unavailable(http, ApiTexts.NotReadable);
        }
    }

    /// <summary>503 in words, and when to come again.</summary>
    public static IResult Unavailable(HttpContext context, string detail)
    {
        context.Response.Headers.RetryAfter = AgainAfter;
        return ApiProblems.Of(StatusCodes.Status503ServiceUnavailable, detail);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A program could not be answered")]
    private static partial void Unreadable(ILogger logger, Exception failure);
}
