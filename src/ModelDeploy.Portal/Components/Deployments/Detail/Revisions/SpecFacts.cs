using System.Globalization;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;

namespace ModelDeploy.Portal.Components.Deployments.Detail.Revisions;

/// <summary>A spec as people read it, field by field in the form's order.</summary>
public static class SpecFacts
{
    /// <summary>What stands for the value of a secret.</summary>
    public const string Secret = "••• (secret)";

    /// <summary>Every field; those of lists by name, so that the order of entries is none of the facts.</summary>
    public static IReadOnlyList<SpecFact> Of(DeploymentSpec spec, CatalogSnapshot catalog) =>
    [
        new("Group", catalog.Group(spec.Group)?.DisplayName ?? spec.Group),
        new("Instance Type", catalog.InstanceType(spec.InstanceType)?.DisplayName ?? spec.InstanceType),
        new("Replicas", spec.Replicas.ToString(CultureInfo.InvariantCulture)),
        new("Stop", spec.Stop ? "true" : "false"),
        new("Deployment Name", spec.DisplayName),
        new("Model Image", spec.ModelImage),
        new("Image Pull Secret", spec.ImagePullSecret),
        new("Model URI", spec.ModelUri),
        new("Description", spec.Description.Length == 0 ? null : spec.Description),
        .. spec.Metadata.OrderBy(entry => entry.Name, StringComparer.Ordinal).Select(entry => new SpecFact($"Metadata {entry.Name}", entry.Value)),
        .. spec.Env.OrderBy(variable => variable.Name, StringComparer.Ordinal)
            .Select(variable => new SpecFact($"Environment Variable {variable.Name}", variable.Secret ? Secret : variable.Value)),
        new("Readiness", spec.Readiness.Path is { } path ? $"HTTP {path}" : "TCP"),
        new("Port", spec.Port.ToString(CultureInfo.InvariantCulture)),
        new("Access", spec.Access.ToString()),
        new("Deadline", Amounts.Duration(spec.Deadline)),
    ];
}
