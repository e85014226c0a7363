using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModelDeploy.Gateway.Answers;
using ModelDeploy.Gateway.Routing;

namespace ModelDeploy.Gateway.Forwarding;

/// <summary>Takes a request to a model and the model's answer back, streaming both ways.</summary>
internal sealed partial class Forwarder(
    ModelClient client, Rotation rotation, IOptions<GatewayOptions> options, TimeProvider time, ILogger<Forwarder> logger)
{
    /// <summary>
    /// Null when the client has got the model's answer, or as much of it as there was; else the error to answer with: then
    /// nothing has been sent to the client yet.
    /// </summary>
    public async Task<GatewayError?> ForwardAsync(Exchange exchange)
    {
        using var clock = new RequestClock(options.Value, time, exchange.Context.RequestAborted);
        await using var call = new ModelCall(exchange, clock, client, rotation, options.Value);

        var (answer, error) = await call.SendAsync();
        if (answer is not null)
        {
            using (answer)
                error = await RelayAsync(exchange, answer, clock, call);
        }
        if (error is not null)
            Log.Failed(logger, exchange.Route.Id, exchange.Ids.Id, error.Code);
        return error;
    }

    private async Task<GatewayError?> RelayAsync(Exchange exchange, HttpResponseMessage answer, RequestClock clock, ModelCall call)
    {
        var switches = answer.StatusCode is HttpStatusCode.SwitchingProtocols;
        if (switches && !exchange.WantsUpgrade)
            return GatewayErrors.ReplicaBroke;

        var response = exchange.Context.Response;
        ResponseHeaders.Copy(answer, response);
        try
        {
            if (switches)
                await UpgradedConnection.RunAsync(exchange, answer, clock);
            else
                await CopyBodyAsync(exchange, answer, clock);
            return null;
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException or OperationCanceledException)
        {
            return BreakOff(exchange, call.Explain(failure));
        }
    }

    private static async Task CopyBodyAsync(Exchange exchange, HttpResponseMessage answer, RequestClock clock)
    {
        var response = exchange.Context.Response;
        await using var body = await answer.Content.ReadAsStreamAsync(clock.Token);
        await new StreamPump(body, response.Body, clock, exchange.CountOut).RunAsync();
        ResponseHeaders.CopyTrailers(answer, response);
    }

    /// <summary>An answer that has begun can only be broken off, so that the client does not take it for whole.</summary>
    private GatewayError? BreakOff(Exchange exchange, GatewayError error)
    {
        if (!exchange.Context.Response.HasStarted)
        {
            exchange.Context.Response.Clear();
            return error;
        }
        Log.BrokenOff(logger, exchange.Route.Id, exchange.Ids.Id, error.Code);
        exchange.BrokenOff = error;
        exchange.Context.Abort();
        return null;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Deployment {Deployment} could not answer request {RequestId}: {Code}")]
        public static partial void Failed(ILogger logger, string deployment, string requestId, string code);

        [LoggerMessage(2, LogLevel.Debug, "Deployment {Deployment}'s answer to request {RequestId} was broken off: {Code}")]
        public static partial void BrokenOff(ILogger logger, string deployment, string requestId, string code);
    }
}
