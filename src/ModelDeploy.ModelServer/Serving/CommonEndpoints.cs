using ModelDeploy.ModelServer.Modelling;

namespace ModelDeploy.ModelServer.Serving;

/// <summary>Paths that belong to no protocol: probes, version and counters.</summary>
internal sealed class CommonEndpoints(Model model, Counters counters, Readiness readiness)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/live", context => TextAsync(context, StatusCodes.Status200OK, "live"));
        routes.MapGet("/health/ping", context => TextAsync(context, StatusCodes.Status200OK, "pong"));
        routes.MapGet("/ready", context => readiness.IsReady
            ? TextAsync(context, StatusCodes.Status200OK, "ready")
            : TextAsync(context, StatusCodes.Status503ServiceUnavailable, Readiness.Refusal));
        routes.MapGet("/metrics", context => TextAsync(context, StatusCodes.Status200OK, counters.ToPrometheus()));
        routes.MapGet("/version", VersionAsync);
    }

    private Task VersionAsync(HttpContext context) => Answers.JsonAsync(context, StatusCodes.Status200OK, json =>
    {
        json.WriteStartObject();
        json.WriteString("server", ServerVersion.Name);
        json.WriteString("serverVersion", ServerVersion.Text);
        json.WriteString("model", model.Name);
        json.WriteString("modelVersion", model.Version);
        json.WriteString("kind", model.Kind);
        json.WriteEndObject();
    });

    private static Task TextAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
