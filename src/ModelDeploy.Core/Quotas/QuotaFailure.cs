using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Groups;

namespace ModelDeploy.Core.Quotas;

/// <summary>Names the failure that shortages amount to.</summary>
public static class QuotaFailure
{
    /// <summary>MaxDeployments when only the number of deployments is short, else QuotaExceeded with every shortage.</summary>
    public static Failure Of(Group group, EquatableList<Shortage> shortages) =>
        shortages is [{ Resource: QuotaResource.Deployments } only]
            ? Failures.MaxDeployments(group.DisplayName, only)
            : Failures.QuotaExceeded(group.DisplayName, shortages);
}
