using System.Security.Claims;
using System.Text.Json;
using Microsoft.Net.Http.Headers;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Journal;
using ModelDeploy.Portal.SignIn;

namespace ModelDeploy.Portal.Exports;

/// <summary>The whole history of a deployment as a file.</summary>
public static class HistoryExport
{
    private static readonly JsonSerializerOptions Indented = new(SpecJson.Options) { WriteIndented = true };

    /// <summary>Maps <c>/deployments/{id}/history.json</c>: for those who may see the deployment, streamed, without secrets.</summary>
    public static void MapHistoryExport(this WebApplication app) => app.MapGet("/deployments/{id}/history.json", DownloadAsync);

    private static async Task<IResult> DownloadAsync(
        string id, ClaimsPrincipal user, HistoryReader history, TimeProvider clock, HttpResponse response, CancellationToken stop)
    {
        if (ViewerClaims.ViewerOf(user) is not { } viewer || await history.ReadAllAsync(viewer, id, stop) is not { } entries)
            return Results.NotFound();
        response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = $"{id}-history.json" }.ToString();
        response.Headers.CacheControl = "no-store";
        return Results.Json(new ExportedHistory(id, clock.GetUtcNow(), entries.Select(ExportedRevision.Of)), Indented);
    }
}
