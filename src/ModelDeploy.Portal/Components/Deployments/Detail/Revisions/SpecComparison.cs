using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;

namespace ModelDeploy.Portal.Components.Deployments.Detail.Revisions;

/// <summary>Two specs side by side. Values of secrets are unknown here: that they differ cannot be seen.</summary>
public static class SpecComparison
{
    /// <summary>Every field that either of them has, in the order of <see cref="SpecFacts"/>.</summary>
    public static IReadOnlyList<SpecDifference> Of(DeploymentSpec before, DeploymentSpec after, CatalogSnapshot catalog)
    {
        var (was, now) = (SpecFacts.Of(before, catalog), SpecFacts.Of(after, catalog));
        var (old, current) = (was.ToDictionary(fact => fact.Field), now.ToDictionary(fact => fact.Field));
        List<string> fields = [.. now.Select(fact => fact.Field)];
        for (var at = 0; at < was.Count; at++)
        {
            if (!current.ContainsKey(was[at].Field)) // what is gone stands where it stood, behind its neighbour
                fields.Insert(fields.IndexOf(was[at - 1].Field) + 1, was[at].Field);
        }
        return [.. fields.Select(field => new SpecDifference(field, old.GetValueOrDefault(field)?.Value, current.GetValueOrDefault(field)?.Value))];
    }

    /// <summary>Only what differs.</summary>
    public static IReadOnlyList<SpecDifference> Changes(DeploymentSpec before, DeploymentSpec after, CatalogSnapshot catalog) =>
        [.. Of(before, after, catalog).Where(difference => difference.IsChanged)];
}
