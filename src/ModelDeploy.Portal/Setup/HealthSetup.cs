using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ModelDeploy.Core.Operations;

namespace ModelDeploy.Portal.Setup;

/// <summary>Whether the process lives and whether it can serve people. Parts register their own checks with the tag.</summary>
public static class HealthSetup
{
    /// <summary>The tag of checks that <c>/readyz</c> asks.</summary>
    public const string Ready = "ready";

    /// <summary>Adds the health service, and what the System page shows of it.</summary>
    public static void AddHealth(this WebApplicationBuilder builder)
    {
        builder.Services.AddHealthChecks();
        builder.Services.AddSingleton<ISystemPart, HealthPart>();
    }

    /// <summary><c>/healthz</c>: the process answers. <c>/readyz</c>: every check with the tag passes; else 503 and which one does not.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync }).AllowAnonymous();
        app.MapHealthChecks("/readyz", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready), ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        var lines = report.Entries
            .Where(entry => entry.Value.Status is not HealthStatus.Healthy)
            .Select(entry => $"{entry.Key}: {entry.Value.Description ?? entry.Value.Status.ToString()}");
        return context.Response.WriteAsync(string.Join('\n', lines.Prepend(report.Status.ToString())) + "\n", context.RequestAborted);
    }
}
