using System.Buffers;
using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Logs;
using ModelDeploy.Core.Texts;
using ModelDeploy.Portal.Hubs;
using ModelDeploy.Portal.SignIn;

namespace ModelDeploy.Portal.Api;

/// <summary>Logs for programs: one JSON object a line (NDJSON), as it comes.</summary>
public static class LogsApi
{
    /// <summary>How many lines may be asked for that are there already.</summary>
    public const int MostTail = 10_000;

    private const int UsualTail = 100;
    private const int BytesAtOnce = 64 * 1024;

    /// <summary>
    /// The newest <paramref name="tail"/> lines, oldest first, of one replica or of all merged; with <paramref name="follow"/> also what comes,
    /// until the caller leaves, the deployment is gone or the token is no longer good.
    /// </summary>
    public static async Task<IResult> ReadAsync(
        HttpContext context, ClaimsPrincipal user, LogArchive archive, LogFollower follower, DeploymentFeed feed, TimeProvider clock,
        string id, string? replica, string? tail, string? follow, CancellationToken stop)
    {
        var count = UsualTail;
        if (tail is not null && (!int.TryParse(tail, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count > MostTail))
            return ApiProblems.Of(StatusCodes.Status400BadRequest, ApiTexts.TailRange.With(MostTail));
        var goesOn = false;
        if (follow is not (null or "") && !bool.TryParse(follow, out goesOn))
            return ApiProblems.Of(StatusCodes.Status400BadRequest, ApiTexts.FollowWords);
        await feed.LoadedAsync(stop);
        var (viewer, key, one) = (ViewerClaims.ViewerOf(user)!, new DeploymentKey(id), string.IsNullOrEmpty(replica) ? null : replica);
        // Followed first, so that nothing is missing between what is there and what comes.
        using var following = goesOn ? await follower.OpenAsync(viewer, key, one, LogFilter.None, stop) : null;
        if ((goesOn && following is null) || await TailAsync(archive, viewer, key, one, count, stop) is not { } lines)
            return ApiProblems.NoDeployment(id);
        context.Response.ContentType = "application/x-ndjson; charset=utf-8";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await WriteAsync(context, lines.TakeLast(count).Select(line => LogEntryDto.Of(new LogEntry.Line(line))), stop);
        if (following is not null)
            await FollowAsync(context, viewer, following, new ReadLines(lines), clock, stop);
        return Results.Empty;
    }

    /// <summary>At least that many of the newest lines where there are as many, oldest first; null when there is no such deployment.</summary>
    private static async Task<IReadOnlyList<LogLine>?> TailAsync(LogArchive archive, Viewer viewer, DeploymentKey key, string? replica, int count, CancellationToken stop)
    {
        List<LogLine> newestFirst = [];
        var query = new LogPageQuery { Replica = replica };
        while (true)
        {
            if (await archive.ReadPageAsync(viewer, key, query, stop) is not { } page)
                return null;
            newestFirst.AddRange(Enumerable.Reverse(page.Lines));
            if (!page.More || newestFirst.Count >= count)
                return [.. Enumerable.Reverse(newestFirst)];
            query = query with { BeforeIn = FirstOf(newestFirst), Before = newestFirst[^1].Position.Time };
        }
    }

    private static async Task FollowAsync(HttpContext context, Viewer viewer, LogSubscription following, ReadLines read, TimeProvider clock, CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var watching = WatchAsync(context, viewer, clock, over);
        try
        {
            await foreach (var batch in following.Batches.WithCancellation(over.Token))
                await WriteAsync(context, batch.Entries.Where(read.Lacks).Select(LogEntryDto.Of), over.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // The token is no longer good.
        }
        finally
        {
            await over.CancelAsync();
            await watching;
        }
    }

    /// <summary>Ends what is open when its token is no longer good or nobody can look any more: a connection outlives the check at its beginning.</summary>
    private static async Task WatchAsync(HttpContext context, Viewer viewer, TimeProvider clock, CancellationTokenSource over)
    {
        var tokens = context.RequestServices.GetRequiredService<ApiTokens>();
        using var looks = new PeriodicTimer(SessionRules.BetweenLooks, clock);
        try
        {
            while (await looks.WaitForNextTickAsync(over.Token) && await IsStillGoodAsync(tokens, ApiTokenHandler.TextOf(context.Request), viewer, over.Token))
            {
                // It goes on.
            }
        }
        catch (OperationCanceledException)
        {
            // It has ended.
        }
        finally
        {
            await over.CancelAsync();
        }
    }

    private static async Task<bool> IsStillGoodAsync(ApiTokens tokens, string? text, Viewer viewer, CancellationToken stop)
    {
        try
        {
            return await tokens.RecogniseAsync(text, stop) is { Account.IsSystemAdmin: var isAdmin } && isAdmin == viewer.IsSystemAdmin;
        }
        catch (StoreUnavailableException)
        {
            // What is open stays open until somebody can tell.
            return true;
        }
    }

    private static Dictionary<string, LogPosition> FirstOf(IEnumerable<LogLine> lines) =>
        lines.GroupBy(line => line.Replica, StringComparer.Ordinal).ToDictionary(of => of.Key, of => of.Min(line => line.Position), StringComparer.Ordinal);

    private static async Task WriteAsync(HttpContext context, IEnumerable<LogEntryDto> entries, CancellationToken stop)
    {
        var body = context.Response.BodyWriter;
        var waiting = 0;
        foreach (var entry in entries)
        {
            // A line is written whole or not at all: only between lines somebody can give up.
            var line = JsonSerializer.SerializeToUtf8Bytes(entry, JsonSerializerOptions.Web);
            body.Write(line);
            body.Write("\n"u8);
            waiting += line.Length;
            if (waiting < BytesAtOnce)
                continue;
            waiting = 0;
            await body.FlushAsync(stop);
        }
        await body.FlushAsync(stop);
    }

    /// <summary>The newest lines that there were when they were read, of all replicas.</summary>
    private sealed class ReadLines(IReadOnlyList<LogLine> lines)
    {
        private readonly Dictionary<string, LogPosition> _last = lines
            .GroupBy(line => line.Replica, StringComparer.Ordinal).ToDictionary(of => of.Key, of => of.Max(line => line.Position), StringComparer.Ordinal);

        private readonly DateTimeOffset _oldest = lines.Count > 0 ? lines.Min(line => line.Position.Time) : DateTimeOffset.MinValue;

        /// <summary>Whether the entry came later: a replica with no line among these had none then that is younger than their oldest.</summary>
        public bool Lacks(LogEntry entry) => entry is not LogEntry.Line { Log: var line }
            || (_last.TryGetValue(line.Replica, out var last) ? line.Position.CompareTo(last) > 0 : line.Position.Time >= _oldest);
    }
}
