using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Logs;
using ModelDeploy.Portal.SignIn;

namespace ModelDeploy.Portal.Hubs;

/// <summary>Streams logs to browsers. Who may see what is decided by the follower and the archive, on every call and while streaming.</summary>
[Authorize]
public sealed class LogsHub(LogFollower follower, LogArchive archive, DeploymentFeed feed) : Hub
{
    /// <summary>The log of one replica, or of all: since when it is whole, the newest lines, then what comes.</summary>
    public async IAsyncEnumerable<LogBatchDto> Follow(
        string deploymentId, LogViewDto view, [EnumeratorCancellation] CancellationToken stop)
    {
        await feed.LoadedAsync(stop); // browsers come back before a restarted portal has read its store
        using var log = ViewerClaims.ViewerOf(Context.User!) is { } viewer
            ? await follower.OpenAsync(viewer, new DeploymentKey(deploymentId), view.OneReplica, view.ToFilter(), stop)
            : null;
        if (log is null)
        {
            yield return LogBatchDto.None;
            yield break;
        }
        yield return LogBatchDto.Beginning(log.From);
        await foreach (var batch in log.Batches.WithCancellation(stop))
            yield return LogBatchDto.Of(batch);
    }

    /// <summary>
    /// One page of older lines; nothing when there is no such deployment or it may not be seen. A stream, so that the browser
    /// can give a search up.
    /// </summary>
    public async IAsyncEnumerable<LogPageDto> Older(
        string deploymentId, OlderLinesDto wanted, [EnumeratorCancellation] CancellationToken stop)
    {
        await feed.LoadedAsync(stop);
        var page = ViewerClaims.ViewerOf(Context.User!) is { } viewer
            ? await archive.ReadPageAsync(viewer, new DeploymentKey(deploymentId), wanted.ToQuery(), stop)
            : null;
        if (page is not null)
            yield return LogPageDto.Of(page);
    }
}
