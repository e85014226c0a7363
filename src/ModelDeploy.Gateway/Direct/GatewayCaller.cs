using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Gateway.Answers;
using ModelDeploy.Gateway.Routing;

namespace ModelDeploy.Gateway.Direct;

/// <summary>
/// Asks a deployment's model from inside the portal, through the gateway and nothing else: the same paths, access, limits and
/// answers as for a client outside. There is no address in it that could be led elsewhere.
/// </summary>
public sealed class GatewayCaller
{
    private readonly GatewayEndpoint _gateway;
    private readonly TimeProvider _time;

    internal GatewayCaller(GatewayEndpoint gateway, TimeProvider time) => (_gateway, _time) = (gateway, time);

    /// <summary>Sends the request and reads at most <paramref name="mostBytes"/> of the answer's body.</summary>
    /// <exception cref="ArgumentException">The path has no leading slash, or the id is none: together they could name another deployment.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<GatewayAnswer> SendAsync(GatewayCall call, int mostBytes, CancellationToken stop)
    {
        if (!call.PathAndQuery.StartsWith('/') || DeploymentIds.WhyInvalid(call.DeploymentId) is not null)
            throw new ArgumentException($"{call.DeploymentId}{call.PathAndQuery} is no path of one deployment.", nameof(call));
        using var line = new DirectLine(stop);
        using var sent = new MemoryStream(call.Body?.ToArray() ?? [], writable: false);
        await using var got = new CutStream(mostBytes, line.HangUp);
        var context = ContextOf(call, line, sent, got);

        var (sentAt, started) = (_time.GetUtcNow(), _time.GetTimestamp());
        await _gateway.HandleAsync(context, call.IsCounted);
        var took = _time.GetElapsedTime(started);
        stop.ThrowIfCancellationRequested();

        var end = got.IsCut ? GatewayAnswerEnd.Cut : line.IsBroken ? GatewayAnswerEnd.BrokenOff : GatewayAnswerEnd.Whole;
        return new GatewayAnswer(
            context.Response.StatusCode, context.Response.ContentType, context.Response.Headers[RequestIds.IdHeader].ToString(), sentAt, took, got.Read(), end);
    }

    private static DefaultHttpContext ContextOf(GatewayCall call, DirectLine line, Stream sent, CutStream got)
    {
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(new HttpRequestFeature
        {
            Method = call.Method,
            Scheme = call.Origin.Scheme,
            Path = ModelTarget.Root + call.DeploymentId,
            RawTarget = ModelTarget.Root + call.DeploymentId + call.PathAndQuery,
            Body = sent,
        });
        features.Set<IHttpResponseFeature>(new DirectResponse(got));
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(got));
        features.Set<IHttpRequestBodyDetectionFeature>(new BodyDetection(call.Body is not null));
        features.Set<IHttpRequestLifetimeFeature>(line);
        var context = new DefaultHttpContext(features);
        context.Request.Host = new HostString(call.Origin.Authority);
        context.Request.RouteValues["id"] = call.DeploymentId;
        if (call.Body is { } body)
            (context.Request.ContentLength, context.Request.ContentType) = (body.Length, call.ContentType);
        return context;
    }

    private sealed record BodyDetection(bool CanHaveBody) : IHttpRequestBodyDetectionFeature;

    /// <summary>An answer has begun with the first byte of its body: from then on it can only be broken off.</summary>
    private sealed class DirectResponse(CutStream body) : HttpResponseFeature
    {
        public override bool HasStarted => body.HasStarted;
    }
}
