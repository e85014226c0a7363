using ModelDeploy.Core.Operations;
using ModelDeploy.Core.Texts;

namespace ModelDeploy.Kubernetes;

/// <summary>The cluster: where it is, what it is, and whether it answers.</summary>
internal sealed class ClusterPart(ClusterPlatform platform) : ISystemPart
{
    /// <inheritdoc />
    public async Task<SystemPart> DescribeAsync(CancellationToken stop)
    {
        var version = await platform.VersionAsync(stop);
        var trouble = platform.Store.Trouble is { } lost ? ClusterTrouble.SentenceFor(lost)
            : version.Error is { } error ? ClusterTrouble.SentenceFor(error)
            : null;
        var journal = await platform.Store.Journal.SearchAsync(Core.Journal.JournalFilter.All, null, int.MaxValue, stop);
        return new SystemPart(ClusterTexts.Store, trouble,
        [
            new(ClusterTexts.KindOfStore, ClusterTexts.KindCluster),
            new(ClusterTexts.Server, platform.Client.Access.Server.ToString()),
            .. version.Value?["gitVersion"]?.ToString() is { } number ? [new SystemFact(ClusterTexts.Version, number)] : Array.Empty<SystemFact>(),
            new(ClusterTexts.Namespace, platform.Options.Namespace),
            new(ClusterTexts.Exposure, platform.Options.Exposure.ToString()),
            new(ClusterTexts.Leader, Leader()),
            new(ClusterTexts.JournalChanges, Phrases.Number(journal.Count)),
        ]);
    }

    private string Leader() => platform.Options.ForeignController ? ClusterTexts.ForeignController
        : platform.Leader is not { } leader ? ClusterTexts.Nobody
        : leader.Name == platform.Leadership.Identity ? ClusterTexts.LeaderHere.With(leader.Name)
        : leader.Name;
}
