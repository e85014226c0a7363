using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Runtimes;

namespace ModelDeploy.Core.Deployments;

/// <summary>Image references to offer in the form.</summary>
public sealed class ImageSuggestions(IModelRuntime runtime, DeploymentFeed feed)
{
    private const int Most = 50;

    /// <summary>What the runtime knows how to start first, then what the viewer's deployments use, newest change first; no doubles.</summary>
    public IReadOnlyList<string> For(Viewer viewer) =>
    [
        .. runtime.KnownImages.Order(StringComparer.Ordinal)
            .Concat(feed.List(viewer).OrderByDescending(deployment => deployment.LastChange.At).Select(deployment => deployment.Spec.ModelImage))
            .Distinct(StringComparer.Ordinal)
            .Take(Most),
    ];
}
