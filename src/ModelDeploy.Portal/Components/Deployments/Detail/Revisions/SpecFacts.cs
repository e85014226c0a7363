using System.Globalization;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Texts;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.Deployments.Detail.Revisions;

/// <summary>A spec as people read it, field by field in the form's order.</summary>
public static class SpecFacts
{
    /// <summary>Every field; those of lists by name, so that the order of entries is none of the facts.</summary>
    public static IReadOnlyList<SpecFact> Of(DeploymentSpec spec, CatalogSnapshot catalog) =>
    [
        new(SharedTexts.Group, catalog.Group(spec.Group)?.DisplayName ?? spec.Group),
        new(SharedTexts.InstanceType, catalog.InstanceType(spec.InstanceType)?.DisplayName ?? spec.InstanceType),
        new(SharedTexts.Replicas, spec.Replicas.ToString(CultureInfo.CurrentCulture)),
        new(RevisionsTexts.Stop, spec.Stop ? RevisionsTexts.True : RevisionsTexts.False),
        new(SharedTexts.DeploymentName, spec.DisplayName),
        new(SharedTexts.ModelImage, spec.ModelImage),
        new(SharedTexts.ImagePullSecret, spec.ImagePullSecret),
        new(SharedTexts.ModelUri, spec.ModelUri),
        new(SharedTexts.Description, spec.Description.Length == 0 ? null : spec.Description),
        .. spec.Metadata.OrderBy(entry => entry.Name, StringComparer.Ordinal).Select(entry => new SpecFact(RevisionsTexts.MetadataEntry.With(entry.Name), entry.Value)),
        .. spec.Env.OrderBy(variable => variable.Name, StringComparer.Ordinal)
            .Select(variable => new SpecFact(RevisionsTexts.EnvironmentVariable.With(variable.Name), variable.Secret ? RevisionsTexts.HiddenSecret : variable.Value)),
        new(SharedTexts.Readiness, spec.Readiness.Path is { } path ? $"HTTP {path}" : "TCP"),
        new(SharedTexts.Port, spec.Port.ToString(CultureInfo.CurrentCulture)),
        new(SharedTexts.Access, AccessWords.Of(spec.Access)),
        new(SharedTexts.Deadline, Amounts.Duration(spec.Deadline)),
    ];
}
