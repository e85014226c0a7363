using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Options;
using ModelDeploy.Gateway.Answers;
using ModelDeploy.Gateway.Clients;
using ModelDeploy.Gateway.Counting;
using ModelDeploy.Gateway.Forwarding;
using ModelDeploy.Gateway.Routing;

namespace ModelDeploy.Gateway;

/// <summary>The data path's front door: who is meant, may this pass, and if not, why.</summary>
internal sealed class GatewayEndpoint(
    GatewayRoutes routes, EndpointAccess access, Forwarder forwarder, IOptions<GatewayOptions> options, TimeProvider time)
{
    public Task HandleAsync(HttpContext context) => HandleAsync(context, isCounted: true);

    /// <summary>The same; without counting for what no client asked for.</summary>
    public async Task HandleAsync(HttpContext context, bool isCounted)
    {
        TakeOver(context);
        var ids = RequestIds.Of(context.Request.Headers);
        MarkAnswer(context, ids);

        var rawTarget = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var isServed = ModelTarget.TryParse(rawTarget, context.Request.PathBase.ToUriComponent(), out var target);
        var id = isServed ? target.Id : (string?)context.Request.RouteValues["id"];
        if (routes.Current is not { } table)
            await RefuseAsync(context, GatewayErrors.RoutesNotLoaded, id, ids);
        else if (id is null || table.Find(id) is not { } route)
            await RefuseAsync(context, GatewayErrors.UnknownDeployment, id, ids);
        else if (!isServed)
            await RefuseAsync(context, GatewayErrors.UnknownPath, id, ids);
        else
            await ServeAsync(new Exchange(context, route, target, ids), isCounted ? route.Counters : new DeploymentCounters());
    }

    /// <summary>Serves a request to a known deployment and counts it here.</summary>
    private async Task ServeAsync(Exchange exchange, DeploymentCounters counters)
    {
        var started = time.GetTimestamp();
        var status = StatusCodes.Status500InternalServerError;
        counters.Begin();
        try
        {
            var error = Refusal(exchange) ?? await forwarder.ForwardAsync(exchange);
            if (error is not null)
                await RefuseAsync(exchange.Context, error, exchange.Route.Id, exchange.Ids);
            status = (error ?? exchange.BrokenOff)?.Status ?? exchange.Context.Response.StatusCode;
        }
        finally
        {
            var upgraded = status == StatusCodes.Status101SwitchingProtocols;
            counters.End(new CountedRequest(
                exchange.Service, exchange.Context.Request.Method, status, upgraded ? null : time.GetElapsedTime(started), time.GetUtcNow())
            {
                BytesIn = exchange.BytesIn,
                BytesOut = exchange.BytesOut,
                Reward = exchange.Reward,
            });
        }
    }

    /// <summary>Why a request is not even tried, or null.</summary>
    private GatewayError? Refusal(Exchange exchange)
    {
        var request = exchange.Context.Request;
        if (HttpMethods.IsConnect(request.Method) || HttpMethods.IsTrace(request.Method))
            return GatewayErrors.MethodNotServed;
        if (access.WhyNot(exchange) is { } refusal)
            return refusal;
        return request.ContentLength > options.Value.BodyBytes ? GatewayErrors.BodyTooLarge : null;
    }

    private Task RefuseAsync(HttpContext context, GatewayError error, string? id, RequestIds ids)
    {
        MarkAnswer(context, ids);
        return GatewayErrors.WriteAsync(context, error, id, ids.Id, options.Value.RetryAfter);
    }

    private static void MarkAnswer(HttpContext context, RequestIds ids)
    {
        UntrustedOutput.Guard(context.Response.Headers);
        ids.Echo(context.Response.Headers);
    }

    /// <summary>
    /// Switches off what the host does for its own pages: this path has limits and timeouts of its own, counts bodies while
    /// they flow, and a model's empty 404 is not a missing page of the portal.
    /// </summary>
    private static void TakeOver(HttpContext context)
    {
        context.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
            pages.Enabled = false;
    }
}
