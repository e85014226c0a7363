using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;

namespace ModelDeploy.Core.Logs;

/// <summary>Who may read logs: those who may see the deployment.</summary>
public static class LogAccess
{
    /// <summary>Asks the feed, which knows each change of a membership.</summary>
    public static Func<Viewer, DeploymentKey, bool> By(DeploymentFeed feed) => (viewer, key) => feed.Find(viewer, key.Id) is not null;
}
