using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ModelDeploy.Gateway.Answers;
using ModelDeploy.Gateway.Counting;
using ModelDeploy.Gateway.Routing;

namespace ModelDeploy.Gateway.Forwarding;

/// <summary>One request to a known deployment, on its way to the model and back.</summary>
internal sealed class Exchange(HttpContext context, DeploymentRoute route, ModelTarget target, RequestIds ids)
{
    private long _bytesIn;
    private long _bytesOut;
    private FeedbackCopy? _feedback;

    public HttpContext Context { get; } = context;

    public DeploymentRoute Route { get; } = route;

    public ModelTarget Target { get; } = target;

    public RequestIds Ids { get; } = ids;

    /// <summary>Whether the client asks to go on as a WebSocket. Other protocols are not offered to models.</summary>
    public bool WantsUpgrade { get; } =
        context.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest == true
        && context.Request.Headers.Upgrade is [var protocol]
        && string.Equals(protocol, "websocket", StringComparison.OrdinalIgnoreCase);

    public bool HasBody { get; } =
        context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;

    /// <summary>The client whose key let it in; null at a public endpoint.</summary>
    public string? Client { get; set; }

    /// <summary>Set when the model or the client broke off an answer that had begun: the status to count in place of the one sent.</summary>
    public GatewayError? BrokenOff { get; set; }

    public long BytesIn => Volatile.Read(ref _bytesIn);

    public long BytesOut => Volatile.Read(ref _bytesOut);

    /// <summary>What the request asks of the model.</summary>
    public GatewayService Service { get; } = GatewayServices.Of(context.Request.Method, target.Path);

    /// <summary>The reward that it tells when it is feedback that has passed by whole, or null.</summary>
    public double? Reward => _feedback?.Reward;

    public void CountIn(ReadOnlyMemory<byte> piece)
    {
        Interlocked.Add(ref _bytesIn, piece.Length);
        if (Service is GatewayService.Feedback)
            (_feedback ??= new FeedbackCopy()).Add(piece.Span);
    }

    public void CountOut(ReadOnlyMemory<byte> piece) => Interlocked.Add(ref _bytesOut, piece.Length);
}
