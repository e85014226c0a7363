using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ModelDeploy.Gateway.Clients;
using ModelDeploy.Gateway.Counting;
using ModelDeploy.Gateway.Direct;
using ModelDeploy.Gateway.Forwarding;
using ModelDeploy.Gateway.Routing;

namespace ModelDeploy.Gateway;

/// <summary>Puts the data path into a host.</summary>
public static class GatewaySetup
{
    /// <summary>
    /// Adds the gateway with its own health check (tag <c>ready</c>). The host provides Core's <c>DeploymentFeed</c> and
    /// sets <see cref="GatewayOptions"/> where the defaults are not wanted.
    /// </summary>
    public static IServiceCollection AddGateway(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<GatewayRoutes>();
        services.AddSingleton<GatewayCounters>();
        services.AddSingleton<TrafficReader>();
        services.AddSingleton<ModelClient>();
        services.AddSingleton<Rotation>();
        services.AddSingleton<Forwarder>();
        services.AddSingleton<KeyTrust>();
        services.AddSingleton<EndpointAccess>();
        services.AddSingleton<GatewayEndpoint>();
        services.AddSingleton(provider => new GatewayCaller(provider.GetRequiredService<GatewayEndpoint>(), provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<RouteTableUpdater>();
        services.AddHostedService<ClientUseKeeper>();
        services.AddHealthChecks().AddCheck<RoutesLoadedCheck>("gateway", tags: ["ready"]);
        services.AddOptions<GatewayOptions>();
        // Models may send names of files in UTF-8; the server's default would refuse the whole answer.
        services.Configure<KestrelServerOptions>(kestrel => kestrel.ResponseHeaderEncodingSelector = static _ => Encoding.UTF8);
        return services;
    }

    /// <summary>
    /// Maps the data path. It runs straight from routing, past the host's authentication, antiforgery and page middleware:
    /// nothing of the portal's session is read or written for it.
    /// </summary>
    public static IEndpointConventionBuilder MapGateway(this IEndpointRouteBuilder endpoints)
    {
        var gateway = endpoints.ServiceProvider.GetRequiredService<GatewayEndpoint>();
        return endpoints.Map(ModelTarget.Root + "{id}/{**path}", gateway.HandleAsync)
            .AllowAnonymous()
            .DisableAntiforgery()
            .ShortCircuit();
    }

    /// <summary>
    /// Refuses what is written below the data path and leads elsewhere (<c>/deployment/x/../../sign-in</c>), so that no page of the host
    /// answers there: whoever stands before it may let everybody through to the data path. Call it before everything else.
    /// </summary>
    public static void UseGatewayBorder(this IApplicationBuilder app)
    {
        var gateway = app.ApplicationServices.GetRequiredService<GatewayEndpoint>();
        // The data path's own requests do not come here: its route ends them.
        app.UseWhen(
            static context => ModelTarget.IsWrittenBelowRoot(
                context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, context.Request.PathBase.ToUriComponent()),
            refused => refused.Run(gateway.HandleAsync));
    }
}
