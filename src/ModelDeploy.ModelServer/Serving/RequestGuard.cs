using ModelDeploy.ModelServer.Faults;
using ModelDeploy.ModelServer.Modelling;

namespace ModelDeploy.ModelServer.Serving;

/// <summary>Surrounds every request: refuses while not ready, plays switches, counts, and turns what went wrong into an answer.</summary>
internal sealed partial class RequestGuard(
    Model model, Readiness readiness, RequestFaults faults, Counters counters, ILogger<RequestGuard> logger)
{
    /// <summary>What nginx counts where nobody heard the answer.</summary>
    private const int CallerLeft = 499;

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var prediction = context.GetEndpoint()?.Metadata.GetMetadata<PredictionEndpoint>();
        if (prediction is not null)
            counters.Begin();
        int? code = null;
        try
        {
            await AnswerAsync(context, prediction, next);
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            code = CallerLeft;
            Log.Left(logger, context.Request.Method, LogText.Safe(context.Request.Path));
        }
        catch (BadHttpRequestException failure) when (!context.Response.HasStarted)
        {
            await Answers.ErrorAsync(context, failure.StatusCode, failure.Message);
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            Log.Failed(logger, context.Request.Method, LogText.Safe(context.Request.Path), failure);
            await Answers.ErrorAsync(context, StatusCodes.Status500InternalServerError, "The model server failed; its log says why.");
        }
        finally
        {
            Conclude(context, prediction, code ?? context.Response.StatusCode);
        }
    }

    private async Task AnswerAsync(HttpContext context, PredictionEndpoint? prediction, RequestDelegate next)
    {
        if (prediction is not null && !readiness.IsReady)
        {
            await Answers.ErrorAsync(context, StatusCodes.Status503ServiceUnavailable, Readiness.Refusal);
            return;
        }
        if (prediction is not null)
            await faults.BeforeAsync(context.RequestAborted);
        await next(context);
        if (!context.Response.HasStarted)
            await NameTheWayAsync(context);
    }

    /// <summary>Counts predictions, and tells the log why something that was sent was refused; probes would only fill it.</summary>
    private void Conclude(HttpContext context, PredictionEndpoint? prediction, int code)
    {
        if (prediction is not null)
            counters.End(prediction.Protocol, code);
        if (HttpMethods.IsPost(context.Request.Method) && context.Features.Get<Refusal>() is { } refusal)
            Log.Refused(logger, context.Request.Method, LogText.Safe(context.Request.Path), code, LogText.Safe(refusal.Sentence));
    }

    /// <summary>Where no endpoint answered: a sentence in place of an empty body.</summary>
    private Task NameTheWayAsync(HttpContext context)
    {
        var (method, path) = (context.Request.Method, context.Request.Path);
        return context.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => Answers.ErrorAsync(
                context, StatusCodes.Status404NotFound,
                $"There is nothing at {path}; predictions are POST /api/v1.0/predictions and POST /v2/models/{model.Name}/infer."),
            StatusCodes.Status405MethodNotAllowed => Answers.ErrorAsync(
                context, StatusCodes.Status405MethodNotAllowed,
                $"{method} is not possible at {path}; send {Allowed(context)}."),
            _ => Task.CompletedTask,
        };
    }

    private static string Allowed(HttpContext context) =>
        context.Response.Headers.Allow == HttpMethods.Post ? "a POST with a JSON body" : $"a {context.Response.Headers.Allow}";

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} {Path} ended without an answer: its caller left, or the time to stop ran out")]
        public static partial void Left(ILogger logger, string method, string path);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Refused {Method} {Path} with {Code}: {Sentence}")]
        public static partial void Refused(ILogger logger, string method, string path, int code, string sentence);

        [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
        public static partial void Failed(ILogger logger, string method, string path, Exception failure);
    }
}
