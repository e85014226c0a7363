using System.Net;
using Microsoft.AspNetCore.Http;
using ModelDeploy.Gateway.Answers;
using ModelDeploy.Gateway.Routing;

namespace ModelDeploy.Gateway.Forwarding;

/// <summary>
/// One request's way to a replica: the one whose turn it is; another, up to three times, if no connection to that one could be made;
/// the same, once and over a new connection, if an old one ended under a request that may be repeated; <c>/predict</c>, once, if the server turns out not to know Seldon's predictions. Dispose when the answer is done with.
/// </summary>
internal sealed class ModelCall(Exchange exchange, RequestClock clock, ModelClient client, Rotation rotation, GatewayOptions limits)
    : IAsyncDisposable
{
    private const string PredictPath = "/predict";

    /// <summary>Bodies above this are streamed even while it is unknown where the server takes predictions.</summary>
    private const int ReplayableBytes = 1024 * 1024;

    /// <summary>How many replicas are asked at most until one takes a connection.</summary>
    private const int MostReplicas = 4;

    private ReplicaRoute? _replica;
    private RequestBody? _body;
    private byte[]? _replay;
    private bool _askedForPredictions;

    /// <summary>Asks the model. The answer's headers are there, its body may still be coming.</summary>
    public async Task<CallResult> SendAsync()
    {
        var route = exchange.Route;
        if (exchange.Target.IsPredictions && route.HasUnlearntReplica && await KeepForReplayAsync() is { } broken)
            return broken;
        if (rotation.Next(route) is not { } first)
            return route.IsStopped ? GatewayErrors.Stopped : GatewayErrors.NothingReady;

        var result = await AskAsync(first, PathAt(first));
        if (GatewayErrors.IsNoConnection(result.Error))
            result = await AskOthersAsync(route, first, result);
        else if (result.Error == GatewayErrors.ReplicaBroke && !exchange.HasBody && IsIdempotent(exchange.Context.Request.Method))
            result = await AskAsync(first, PathAt(first));
        return await LearnAsync(result);
    }

    /// <summary>Nothing of the request has gone out: whoever takes a connection may have it. Several replicas may leave at once.</summary>
    private async Task<CallResult> AskOthersAsync(DeploymentRoute route, ReplicaRoute first, CallResult result)
    {
        ReplicaRoute[] asked = [first];
        while (GatewayErrors.IsNoConnection(result.Error) && asked.Length < MostReplicas && rotation.Next(route, except: asked) is { } next)
        {
            asked = [.. asked, next];
            result = await AskAsync(next, PathAt(next));
        }
        return result;
    }

    /// <summary>Why the exchange failed with this: the client, the clock or the replica.</summary>
    public GatewayError Explain(Exception failure)
    {
        if (_body?.Fault is { } fault)
            return fault;
        if (exchange.Context.RequestAborted.IsCancellationRequested)
            return GatewayErrors.ClientGone;
        if (clock.Token.IsCancellationRequested)
            return _body is { WaitsForClient: true } ? GatewayErrors.BodyStalled : GatewayErrors.ModelTooSlow;
        if (_body is { HasStarted: true })
            return GatewayErrors.ReplicaBroke;
        return failure switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError } => GatewayErrors.Unreachable,
            // A connection that was not taken in time shows as a cancellation that nobody asked for.
            OperationCanceledException { InnerException: TimeoutException } => GatewayErrors.NotTaken(limits.ConnectTimeout, limits.ReplicasArePods),
            _ => GatewayErrors.ReplicaBroke,
        };
    }

    public async ValueTask DisposeAsync()
    {
        if (_body is not null)
            await _body.StopAsync();
        _replica?.Leave();
    }

    private string PathAt(ReplicaRoute replica) =>
        exchange.Target.IsPredictions && replica.Model.Predictions is PredictionsPath.Predict ? PredictPath : exchange.Target.Path;

    private async Task<CallResult> AskAsync(ReplicaRoute replica, string path)
    {
        _replica?.Leave();
        _replica = replica;
        replica.Enter();
        _askedForPredictions = exchange.Target.IsPredictions && path == exchange.Target.Path;
        var outcome = CallOutcome.Undecided;
        try
        {
            var body = NextBody();
            clock.StartOver();
            if (_body is null)
                clock.RequestSent();
            var answer = await client.SendAsync(exchange, replica.Origin + path, body, rotation.MayReuseConnection(replica), clock.Token);
            clock.AnswerBegun();
            outcome = CallOutcome.Answered;
            return answer;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or IOException)
        {
            var error = Explain(failure);
            outcome = OutcomeOf(error);
            return error;
        }
        finally
        {
            // Also after a failure that nobody foresaw, or a replica on trial would stay so for ever.
            rotation.Note(exchange.Route, replica, outcome);
        }
    }

    private static CallOutcome OutcomeOf(GatewayError error)
    {
        if (error == GatewayErrors.ReplicaBroke)
            return CallOutcome.Broke;
        if (error == GatewayErrors.Unreachable || error == GatewayErrors.ModelTooSlow)
            return CallOutcome.Failed;
        return GatewayErrors.IsNoConnection(error) ? CallOutcome.NotTaken : CallOutcome.Undecided;
    }

    private HttpContent? NextBody()
    {
        if (_replay is not null)
            return new ByteArrayContent(_replay);
        if (!exchange.HasBody && !IsIdempotent(exchange.Context.Request.Method))
            return new ByteArrayContent([]);
        return _body = exchange.HasBody && !exchange.WantsUpgrade ? new RequestBody(exchange, clock, limits.BodyBytes) : null;
    }

    /// <summary>The HTTP client repeats a request by itself when its connection ends unanswered, but none that has a content.</summary>
    private static bool IsIdempotent(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsPut(method) || HttpMethods.IsDelete(method);

    /// <summary>
    /// Reads a small body of known length into memory, so that it can be sent a second time. Null when that went well or
    /// was not needed; a body that is larger or comes in chunks stays a stream, and its request is not asked twice.
    /// </summary>
    private async Task<GatewayError?> KeepForReplayAsync()
    {
        if (exchange.Context.Request.ContentLength is not (> 0 and <= ReplayableBytes and var length))
            return null;
        var kept = new byte[length];
        try
        {
            await exchange.Context.Request.Body.ReadExactlyAsync(kept, clock.Token);
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            if (exchange.Context.RequestAborted.IsCancellationRequested)
                return GatewayErrors.ClientGone;
            return clock.Token.IsCancellationRequested ? GatewayErrors.BodyStalled : GatewayErrors.BodyBroken;
        }
        exchange.CountIn(kept);
        _replay = kept;
        return null;
    }

    /// <summary>Takes from a first answer where the server has its predictions, and asks there if it was the wrong place.</summary>
    private async Task<CallResult> LearnAsync(CallResult result)
    {
        if (!_askedForPredictions || result.Answer is not { } answer || _replica is not { Model.Predictions: not PredictionsPath.Standard } replica)
            return result;
        if (answer.IsSuccessStatusCode)
            replica.Model.Learn(PredictionsPath.Standard);
        if (answer.StatusCode is not HttpStatusCode.NotFound || (_replay is null && exchange.HasBody))
            return result;

        var second = await AskAsync(replica, PredictPath);
        if (second.Answer is { StatusCode: HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed } neither)
        {
            neither.Dispose();
            return result;
        }
        answer.Dispose();
        if (second.Answer is not null)
            replica.Model.Learn(PredictionsPath.Predict);
        return second;
    }
}
