using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.HttpOverrides;
using ModelDeploy.Portal.Options;
using IPNetwork = System.Net.IPNetwork;

namespace ModelDeploy.Portal.Setup;

/// <summary>Whom the portal believes that somebody else asks than the one who connects: the proxies that the operator names, and nobody else.</summary>
public static class ProxySetup
{
    /// <summary>
    /// Makes the address of who asks, and whether they came by TLS, what a trusted proxy says; of anybody else it stays what the connection says.
    /// Before everything that the program lines up, and before routing, in which the data path runs.
    /// </summary>
    public static void AddTrustedProxies(this WebApplicationBuilder builder, ModelDeployOptions options)
    {
        if (options.TrustedProxies.Count > 0)
            builder.Services.AddTransient<IStartupFilter>(_ => new First(options.TrustedProxies));
    }

    /// <summary>
    /// What a proxy's word for the scheme means: some write that of WebSockets (<c>wss</c>). Null for a word that means nothing, which counts for nothing.
    /// </summary>
    public static string? SchemeOf(string said) => said.ToUpperInvariant() switch
    {
        "HTTPS" or "WSS" => Uri.UriSchemeHttps,
        "HTTP" or "WS" => Uri.UriSchemeHttp,
        _ => null,
    };

    private static ForwardedHeadersOptions Believing(IReadOnlyList<IPNetwork> proxies)
    {
        var options = new ForwardedHeadersOptions
        {
            // Never the host: addresses that people are told would come from a header.
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            // From the right, as far as the addresses are proxies of ours: what is left of those anybody may have written.
            ForwardLimit = null,
        };
        // The framework's own: loopback.
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
            options.KnownIPNetworks.Add(proxy);
        return options;
    }

    private sealed class First(IReadOnlyList<IPNetwork> proxies) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            // A connection without an address (a Unix socket) is nobody's; the framework would believe it.
            app.UseWhen(static context => context.Connection.RemoteIpAddress is not null, from =>
            {
                from.UseForwardedHeaders(Believing(proxies));
                from.Use(KnowSchemeAsync);
            });
            next(app);
        };

        private static Task KnowSchemeAsync(HttpContext context, RequestDelegate next)
        {
            var request = context.Request;
            request.Scheme = SchemeOf(request.Scheme) ?? (context.Features.Get<ITlsHandshakeFeature>() is null ? Uri.UriSchemeHttp : Uri.UriSchemeHttps);
            return next(context);
        }
    }
}
