namespace ModelDeploy.Portal.Setup;

/// <summary>What browsers are told about every answer of the portal itself. The data path sets its own, stricter ones.</summary>
public static class SecurityHeaders
{
    /// <summary>Sets the headers on everything but the data path.</summary>
    public static void UseSecurityHeaders(this WebApplication app) =>
        app.UseWhen(static context => !context.Request.Path.StartsWithSegments("/deployment"), static portal => portal.Use(Set));

    private static Task Set(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Csp.Policy(context);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        return next(context);
    }
}
