using System.Security.Claims;
using System.Text;
using Microsoft.Net.Http.Headers;
using ModelDeploy.Core;
using ModelDeploy.Core.Audit;
using ModelDeploy.Portal.Components.Audit;
using ModelDeploy.Portal.SignIn;

namespace ModelDeploy.Portal.Exports;

/// <summary>The audit as a file: one entry in each line, oldest first where all are meant, so that it can be verified without the portal.</summary>
public static class AuditEventsExport
{
    private const string Chain = "database";
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Maps <c>/audit/events.jsonl</c>, with the query of the page. Streamed.</summary>
    public static void MapAuditEventsExport(this WebApplication app) => app.MapGet("/audit/events.jsonl", Answer);

    private static IResult Answer(
        ClaimsPrincipal user, AuditReader reader, IAuditLog log, TimeProvider clock, HttpResponse response,
        string? what, string? action, string? outcome, CancellationToken stop)
    {
        if (ViewerClaims.ViewerOf(user) is not { } viewer || !reader.IsReadable)
            return Results.NotFound();
        var query = EventQuery.FromQuery(what, action, outcome);
        var entries = viewer.IsSystemAdmin && query == EventQuery.None ? log.ReadAllAsync(stop) : reader.SearchAllAsync(viewer, query.ToFilter(), stop);
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = $"audit-{clock.GetUtcNow().UtcDateTime:yyyyMMdd-HHmmss}.jsonl" }.ToString();
        return Results.Stream(body => WriteAsync(body, entries, stop), "application/x-ndjson; charset=utf-8");
    }

    private static async Task WriteAsync(Stream body, IAsyncEnumerable<AuditEntry> entries, CancellationToken stop)
    {
        await using var text = new StreamWriter(body, Utf8, leaveOpen: true);
        await foreach (var entry in entries.WithCancellation(stop))
            await text.WriteLineAsync(AuditLine.Write(Chain, entry).AsMemory(), stop);
    }
}
