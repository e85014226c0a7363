using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Microsoft.Net.Http.Headers;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Journal;
using ModelDeploy.Portal.Components.Audit;
using ModelDeploy.Portal.SignIn;

namespace ModelDeploy.Portal.Exports;

/// <summary>The audit trail as a file: every change that the viewer may see and that the page's filters let through, newest first.</summary>
public static class AuditExport
{
    private static readonly JsonSerializerOptions Indented = new(SpecJson.Options) { WriteIndented = true };

    /// <summary>Maps <c>/audit.json</c> and <c>/audit.csv</c>, with the query of the page. Streamed; without secrets.</summary>
    public static void MapAuditExport(this WebApplication app)
    {
        app.MapGet("/audit.json", (AuditQuestion question, HttpResponse response, CancellationToken stop) =>
            question.Answer(response, "json", stop) is { } changes ? Results.Json(changes, Indented) : Results.NotFound());
        app.MapGet("/audit.csv", (AuditQuestion question, HttpResponse response, CancellationToken stop) =>
            question.Answer(response, "csv", stop) is { } changes
                ? Results.Stream(body => WriteCsvAsync(body, changes, stop), "text/csv; charset=utf-8")
                : Results.NotFound());
    }

    private static async Task WriteCsvAsync(Stream body, IAsyncEnumerable<ExportedChange> changes, CancellationToken stop)
    {
        await using var text = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await text.WriteAsync(CsvText.Line("at", "user", "action", "deploymentId", "deploymentName", "group", "revision", "fromRevision", "message").AsMemory(), stop);
        await foreach (var (id, name, group, change) in changes.WithCancellation(stop))
        {
            var line = CsvText.Line(
                change.At.UtcDateTime.ToString("O"), change.User, change.Action.ToString(), id, name, group,
                $"{change.Revision}", $"{change.FromRevision}", change.Message);
            await text.WriteAsync(line.AsMemory(), stop);
        }
    }

    /// <summary>Who asks for which changes.</summary>
    private sealed record AuditQuestion(
        string? Deployment, string? Action, string? Group, ClaimsPrincipal User, HistoryReader History, TimeProvider Clock)
    {
        public static ValueTask<AuditQuestion> BindAsync(HttpContext context)
        {
            var query = context.Request.Query;
            var services = context.RequestServices;
            return ValueTask.FromResult(new AuditQuestion(
                query["deployment"], query["action"], query["group"], context.User,
                services.GetRequiredService<HistoryReader>(), services.GetRequiredService<TimeProvider>()));
        }

        public IAsyncEnumerable<ExportedChange>? Answer(HttpResponse response, string extension, CancellationToken stop)
        {
            if (ViewerClaims.ViewerOf(User) is not { } viewer)
                return null;
            var name = $"audit-{Clock.GetUtcNow().UtcDateTime:yyyyMMdd-HHmmss}.{extension}";
            response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = name }.ToString();
            response.Headers.CacheControl = "no-store";
            var filter = AuditQuery.FromQuery(Deployment, Action, Group).ToFilter();
            return History.SearchAllAsync(viewer, filter, stop).Select(ExportedChange.Of);
        }
    }
}
