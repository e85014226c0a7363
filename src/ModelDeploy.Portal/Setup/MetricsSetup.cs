using Microsoft.AspNetCore.Diagnostics;
using ModelDeploy.Portal.Metrics;
using ModelDeploy.Portal.Options;

namespace ModelDeploy.Portal.Setup;

/// <summary>The numbers of all deployments for Prometheus.</summary>
public static class MetricsSetup
{
    /// <summary>Adds what writes them. Needs the feed and the gateway.</summary>
    public static void AddMetricsPage(this WebApplicationBuilder builder) => builder.Services.AddSingleton<PlatformMetrics>();

    /// <summary>Maps <c>/metrics</c>: 401 or 403 for those whom <see cref="MetricsAccess"/> does not admit.</summary>
    public static void MapMetrics(this WebApplication app) => app.MapGet("/metrics", WriteAsync).AllowAnonymous();

    private static async Task WriteAsync(HttpContext context, PlatformMetrics metrics, ModelDeployOptions options)
    {
        var response = context.Response;
        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
            pages.Enabled = false; // programs ask here: an empty refusal is the answer, not a page
        response.Headers.CacheControl = "no-store";
        if (!MetricsAccess.Admits(options.Metrics, context.User, context.Connection.RemoteIpAddress, context.Request.Headers))
        {
            var known = context.User.Identity?.IsAuthenticated == true;
            response.StatusCode = known ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized;
            if (!known)
                response.Headers.WWWAuthenticate = "Bearer";
            return;
        }
        response.Headers.Vary = "Accept";
        var format = MetricsFormats.For(context.Request.GetTypedHeaders().Accept);
        response.ContentType = format.ContentType();
        metrics.Write(response.BodyWriter, format);
        await response.BodyWriter.FlushAsync(context.RequestAborted);
    }
}
