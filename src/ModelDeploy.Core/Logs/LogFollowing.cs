using Microsoft.Extensions.Logging;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Runtimes;

namespace ModelDeploy.Core.Logs;

/// <summary>What everything below <see cref="LogFollower"/> works with.</summary>
internal sealed record LogFollowing(
    IModelRuntime Runtime, Func<Viewer, DeploymentKey, bool> MaySee, LogFollowerOptions Options, TimeProvider Clock, ILogger Logger);
