using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Logs;
using ModelDeploy.Portal.SignIn;

namespace ModelDeploy.Portal.Hubs;

/// <summary>Streams logs to browsers. Who may see what is decided by the follower, on every open and while streaming.</summary>
[Authorize]
public sealed class LogsHub(LogFollower follower, DeploymentFeed feed) : Hub
{
    /// <summary>The log of one replica, or of all (null): the newest lines, then what comes.</summary>
    public async IAsyncEnumerable<LogBatchDto> Follow(
        string deploymentId, string? replica, [EnumeratorCancellation] CancellationToken stop)
    {
        await feed.LoadedAsync(stop); // browsers come back before a restarted portal has read its store
        using var log = ViewerClaims.ViewerOf(Context.User!) is { } viewer
            ? await follower.OpenAsync(viewer, new DeploymentKey(deploymentId), replica, stop)
            : null;
        if (log is null)
        {
            yield return LogBatchDto.None;
            yield break;
        }
        await foreach (var batch in log.Batches.WithCancellation(stop))
            yield return LogBatchDto.Of(batch);
    }
}
