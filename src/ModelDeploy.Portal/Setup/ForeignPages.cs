using Microsoft.AspNetCore.Diagnostics;
using ModelDeploy.Portal.Options;

namespace ModelDeploy.Portal.Setup;

/// <summary>
/// Refuses what a page of another origin makes a person's browser ask. Neighbouring ports and subdomains are the same site to browsers,
/// so the session's cookie goes along, and a WebSocket may be opened to anywhere.
/// </summary>
public sealed partial class ForeignPages(RequestDelegate next, ModelDeployOptions options, TimeProvider clock, ILogger<ForeignPages> logger)
{
    // Any page can make browsers be refused as often as it likes.
    private static readonly TimeSpan BetweenLines = TimeSpan.FromMinutes(1);
    private static readonly PathString[] Connections = ["/hubs", "/_blazor"];

    private readonly Lock _lock = new();
    private DateTimeOffset _quietUntil = DateTimeOffset.MinValue;

    /// <summary>Answers 403, or lets the next one handle the request.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!IsGuarded(request.Method, request.Path) || !IsForeign(request.Headers, request.Host, options.PublicUrl))
            return next(context);
        Tell(request);
        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
            pages.Enabled = false;
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    /// <summary>Whether a foreign page could do harm by it: connections that stay open, and whatever changes something.</summary>
    public static bool IsGuarded(string method, PathString path) =>
        Connections.Any(connection => path.StartsWithSegments(connection))
        || !(HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method));

    /// <summary>
    /// Whether a browser says that a page of another origin asks: by <c>Sec-Fetch-Site</c> (Fetch Metadata, which no page can set), else by an
    /// <c>Origin</c> that is neither the asked host nor <paramref name="publicUrl"/>. Programs that say neither are no pages.
    /// </summary>
    public static bool IsForeign(IHeaderDictionary headers, HostString host, string? publicUrl)
    {
        if (headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site)
            return site is not ("same-origin" or "none");
        return headers.Origin.ToString() is { Length: > 0 } origin && !IsOwn(origin, host, publicUrl);
    }

    // The scheme of the host is not known behind a proxy that ends TLS.
    private static bool IsOwn(string origin, HostString host, string? publicUrl) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var page)
        && (IsAt(page, host) || (publicUrl is not null && new Uri(publicUrl).GetLeftPart(UriPartial.Authority) == page.GetLeftPart(UriPartial.Authority)));

    private static bool IsAt(Uri page, HostString host) =>
        page.Host.Equals(host.Host, StringComparison.OrdinalIgnoreCase) && (host.Port is { } port ? port == page.Port : page.IsDefaultPort);

    private void Tell(HttpRequest request)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            if (now < _quietUntil)
                return;
            _quietUntil = now + BetweenLines;
        }
        // Only what was parsed: the header is anybody's text.
        Refused(logger, Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var page) ? page.GetLeftPart(UriPartial.Authority) : "another origin");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A page of {Origin} was refused. If people reach the portal there, set ModelDeploy:PublicUrl to it.")]
    private static partial void Refused(ILogger logger, string origin);
}
