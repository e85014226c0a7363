using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;

namespace ModelDeploy.Core.Journal;

/// <summary>A deployment's history for those who may see the deployment.</summary>
public sealed class HistoryReader(DeploymentFeed feed, IJournal journal)
{
    /// <summary>
    /// Entries newest first, at most <paramref name="limit"/>, older than revision <paramref name="before"/> when given; secret values
    /// are empty. Null when there is no such deployment or the viewer may not see it.
    /// </summary>
    public async Task<IReadOnlyList<JournalEntry>?> ReadAsync(Viewer viewer, string id, long? before, int limit, CancellationToken stop) =>
        await feed.FindAsync(viewer, id, stop) is { } deployment
            ? await journal.ReadAsync(deployment.Uid, before, limit, stop)
            : null;
}
