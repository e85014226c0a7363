using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace ModelDeploy.Gateway.Answers;

/// <summary>All answers of the gateway's own, and the one place that writes them.</summary>
internal static partial class GatewayErrors
{
    private const string NotTakenCode = "ConnectTimedOut";

    public static readonly GatewayError UnknownDeployment = new(404, "DeploymentNotFound", "There is no deployment of this id.");
    public static readonly GatewayError UnknownPath = new(404, "PathNotServed", "This path is not part of a deployment's endpoint.");
    public static readonly GatewayError MethodNotServed = new(405, "MethodNotServed", "This method is not passed on to models.");
    public static readonly GatewayError KeyNeeded = new(401, "KeyNeeded", "This deployment is private: call it with a client's key.");
    public static readonly GatewayError KeyRefused = new(401, "KeyRefused", "This is not the key of a client of this deployment, or it is not good any more.");
    public static readonly GatewayError KeysUnknown = new(503, "KeysUnknown", "This deployment is private, and it is not known now who may call it.");
    public static readonly GatewayError BodyBroken = new(400, "BodyBroken", "The request body could not be read to its end.");
    public static readonly GatewayError BodyStalled = new(408, "BodyStalled", "The request body stopped coming.");
    public static readonly GatewayError BodyTooLarge = new(413, "BodyTooLarge", "The request body is larger than this gateway takes.");
    public static readonly GatewayError ClientGone = new(499, "ClientGone", "The client closed the connection.");
    public static readonly GatewayError ReplicaBroke = new(502, "ReplicaBroke", "The replica broke the connection or answered with something that is not HTTP.");
    public static readonly GatewayError RoutesNotLoaded = new(503, "Starting", "The gateway has just started and does not know the deployments yet.");
    public static readonly GatewayError Stopped = new(503, "Stopped", "The deployment is stopped.");
    public static readonly GatewayError NothingReady = new(503, "NothingReady", "No replica of the deployment is ready.");
    public static readonly GatewayError Unreachable = new(503, "Unreachable", "No connection to a replica could be made.");
    public static readonly GatewayError ModelTooSlow = new(504, "ModelTooSlow", "The model did not answer in time.");

    /// <summary>A replica is ready, but a connection to it was neither taken nor refused in this time: packets are dropped, or it is too busy.</summary>
    /// <param name="within">The time.</param>
    /// <param name="mayBeKeptOut">Whether it is a pod that has never answered: the kubelet, which finds it ready, is let in by every NetworkPolicy.</param>
    public static GatewayError NotTaken(TimeSpan within, bool mayBeKeptOut) => new(
        503,
        NotTakenCode,
        string.Create(CultureInfo.InvariantCulture, $"A replica is ready, but does not take connections from the gateway within {within.TotalSeconds:0.###} s")
            + (mayBeKeptOut ? "; a NetworkPolicy may keep the gateway out: see docs/kubernetes.md." : "."));

    /// <summary>A client calls more often than it may.</summary>
    /// <param name="wait">Until it may again.</param>
    public static GatewayError TooManyRequests(TimeSpan wait) => new(429, "TooManyRequests", "This client calls more often than it may.", wait);

    /// <summary>Whether no connection could be made, so that nothing of the request has gone out.</summary>
    public static bool IsNoConnection(GatewayError? error) => error == Unreachable || error?.Code is NotTakenCode;

    /// <summary>
    /// Writes the error, its headers and the documented JSON. The response must not have started; of its headers, only
    /// what the gateway itself has set may be there. Nothing is written to a client that is gone.
    /// </summary>
    public static async Task WriteAsync(HttpContext context, GatewayError error, string? deployment, string requestId, TimeSpan retryAfter)
    {
        if (error == ClientGone)
            return;
        var response = context.Response;
        response.StatusCode = error.Status;
        response.Headers.CacheControl = "no-store";
        if (error.RetryAfter is not null || error.Status == StatusCodes.Status503ServiceUnavailable)
            response.Headers.RetryAfter = Math.Max(1, Math.Ceiling((error.RetryAfter ?? retryAfter).TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (error.Status == StatusCodes.Status401Unauthorized)
            response.Headers.WWWAuthenticate = new([$"Bearer realm=\"{deployment}\"", $"Basic realm=\"{deployment}\", charset=\"UTF-8\""]);

        var body = JsonSerializer.SerializeToUtf8Bytes(
            new ErrorBody(new ErrorDetail(error.Code, error.Message, deployment, requestId)), ErrorJson.Default.ErrorBody);
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        try
        {
            await response.Body.WriteAsync(body, context.RequestAborted);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client went while it was being told; there is nobody left to tell.
        }
    }

    private sealed record ErrorBody(ErrorDetail Error);

    private sealed record ErrorDetail(string Code, string Message, string? Deployment, string RequestId);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(ErrorBody))]
    private sealed partial class ErrorJson : JsonSerializerContext;
}
