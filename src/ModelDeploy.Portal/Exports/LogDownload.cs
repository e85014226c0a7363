using System.Globalization;
using System.Security.Claims;
using System.Text;
using Microsoft.Net.Http.Headers;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Logs;
using ModelDeploy.Portal.Components.Shared;
using ModelDeploy.Portal.Hubs;
using ModelDeploy.Portal.SignIn;

namespace ModelDeploy.Portal.Exports;

/// <summary>Everything that is kept of a deployment's log as a file.</summary>
public static class LogDownload
{
    private const int FlushAt = 64 << 10;

    /// <summary>
    /// Maps <c>/deployments/{id}/logs.txt[?replica=…]</c>: for those who may see the deployment, as plain text, while it is read.
    /// Reading only: a page of somebody else can start it, and gets nothing of it.
    /// </summary>
    public static void MapLogDownload(this WebApplication app) => app.MapGet("/deployments/{id}/logs.txt", DownloadAsync).RequireAuthorization();

    /// <summary>A line as the file has it: its time in UTC, its replica, and what it says as the page shows it.</summary>
    public static string TextOf(LogLine line)
    {
        var text = VisibleText.Of(line.Text);
        var said = line.Stream is LogStream.Platform ? $"-- {text}" : text;
        return $"{LogEntryDto.TextOf(line.Position.Time)} {line.Replica} {said}{(line.Cut ? " … cut at 16 KiB" : "")}";
    }

    private static async Task<IResult> DownloadAsync(
        string id, string? replica, ClaimsPrincipal user, LogArchive archive, DeploymentFeed feed, TimeProvider clock,
        HttpResponse response, CancellationToken stop)
    {
        await feed.LoadedAsync(stop);
        var one = string.IsNullOrEmpty(replica) ? null : replica;
        if (ViewerClaims.ViewerOf(user) is not { } viewer
            || await archive.ReadAllAsync(viewer, new DeploymentKey(id), one, stop) is not { } lines)
        {
            return Results.NotFound();
        }
        var stamp = clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = $"{id}-logs-{stamp}.txt" }.ToString();
        response.Headers.CacheControl = "no-store";
        response.ContentType = "text/plain; charset=utf-8";
        await WriteAsync(response, lines, stop);
        return Results.Empty;
    }

    private static async Task WriteAsync(HttpResponse response, IAsyncEnumerable<LogLine> lines, CancellationToken stop)
    {
        var body = response.BodyWriter;
        await foreach (var line in lines.WithCancellation(stop))
        {
            Encoding.UTF8.GetBytes(TextOf(line) + "\n", body);
            if (body.UnflushedBytes >= FlushAt)
                await body.FlushAsync(stop);
        }
        await body.FlushAsync(stop);
    }
}
