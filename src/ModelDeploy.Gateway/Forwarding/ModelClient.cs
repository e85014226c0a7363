using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace ModelDeploy.Gateway.Forwarding;

/// <summary>The connections to all replicas. Adds nothing of its own to requests and takes nothing from answers.</summary>
internal sealed class ModelClient(IOptions<GatewayOptions> options) : IDisposable
{
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly HttpMessageInvoker _kept = new(HandlerOf(options.Value, pooled: true));
    private readonly HttpMessageInvoker _fresh = new(HandlerOf(options.Value, pooled: false));

    /// <summary>
    /// Sends the client's request, with this body or none, to the path and query at a replica, over a kept connection or over
    /// one made for it alone. Returns once the answer's headers are there.
    /// </summary>
    public Task<HttpResponseMessage> SendAsync(Exchange exchange, string address, HttpContent? body, bool reuse, CancellationToken stop)
    {
        var request = new HttpRequestMessage(
            HttpMethod.Parse(exchange.Context.Request.Method), new Uri(address + exchange.Target.Query, AsWritten))
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = body,
        };
        RequestHeaders.Copy(exchange, request);
        // Asks the server to be the first to close, so that it and not the gateway keeps the port busy afterwards.
        if (!reuse && !exchange.WantsUpgrade)
            request.Headers.ConnectionClose = true;
        return (reuse ? _kept : _fresh).SendAsync(request, stop);
    }

    public void Dispose()
    {
        _kept.Dispose();
        _fresh.Dispose();
    }

    private static SocketsHttpHandler HandlerOf(GatewayOptions limits, bool pooled) => new()
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        ConnectTimeout = limits.ConnectTimeout,
        PooledConnectionLifetime = pooled ? Timeout.InfiniteTimeSpan : TimeSpan.Zero,
        // Shorter than common servers keep an idle connection (gunicorn 2 s, uvicorn and Node 5 s): a connection that the
        // server closes just as a prediction is sent on it would cost that prediction, which must not be sent twice. It
        // also ends the connections to a replica that has left.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(1),
        MaxConnectionsPerServer = 1024,
        // An answer that nobody reads any more ends its connection at once, which is how the model learns of it.
        MaxResponseDrainSize = 0,
        RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
        ResponseHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
    };
}
