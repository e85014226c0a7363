using ModelDeploy.Core;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Core.Texts;

namespace ModelDeploy.Portal.Components.Deployments.Form;

/// <summary>Which fields of the form a lack of quota comes from.</summary>
public static class QuotaCauses
{
    /// <summary>
    /// The replicas where compute is short, or the instance type where it is for a single replica; the group where it has too many
    /// deployments. Each says how much is missing.
    /// </summary>
    public static IReadOnlyList<FieldError> Of(IReadOnlyCollection<Shortage> shortages, int replicas)
    {
        var compute = shortages.Where(shortage => shortage.Resource is not QuotaResource.Deployments).ToList();
        var deployments = shortages.Where(shortage => shortage.Resource is QuotaResource.Deployments).ToList();
        return [.. Missing("group", deployments), .. Missing(replicas > 1 ? "replicas" : "instanceType", compute)];
    }

    private static IEnumerable<FieldError> Missing(string field, IReadOnlyCollection<Shortage> shortages) =>
        shortages.Count == 0 ? [] : [new FieldError(field, FormTexts.DoesNotFit.With(string.Join(", ", shortages.Select(ShortageText.MissingOf))))];
}
