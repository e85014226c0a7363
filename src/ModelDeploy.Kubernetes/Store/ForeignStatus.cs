using System.Text.Json.Nodes;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Kubernetes.Store.Wire;

namespace ModelDeploy.Kubernetes.Store;

/// <summary>
/// The status as PrimeHub's own operator writes it: phase, message, replicas, endpoint and history. It does not say which generation it is
/// about; the newest entry of its history does, which is the spec that it has taken up. What a deployment uses is reckoned from its spec.
/// </summary>
/// <param name="amountsOf">The amounts of an instance type by its name; null when there is none.</param>
internal sealed class ForeignStatus(Func<string, Resources?> amountsOf)
{
    /// <summary>The status as far as it can be read.</summary>
    public DeploymentStatus Read(PhDeployment found)
    {
        var predictor = found.Spec.Predictors?.FirstOrDefault();
        var wanted = found.Spec.Stop is true ? 0 : found.Status?.Replicas ?? predictor?.Replicas ?? 1;
        var status = StatusMapping.Read(found.Status);
        return status with
        {
            IsForeign = true,
            ObservedGeneration = HasTakenUp(found) ? found.Revision : found.Revision - 1,
            Wanted = wanted,
            Updated = Math.Min(wanted, status.Available),
            Grant = found.Spec.Stop is not true && amountsOf(predictor?.InstanceType ?? "") is { } each ? GrantOf(each, predictor!.Replicas ?? 1) : null,
        };
    }

    private static bool HasTakenUp(PhDeployment found) =>
        found.Status is { } status && (status.History is not [{ } newest, ..] || JsonNode.DeepEquals(Content(newest.Spec), Content(found.Spec)));

    // What only says why is no part of what runs.
    private static JsonObject Content(PhDeploymentSpec spec) => WireJson.Write(spec with { UpdateMessage = null });

    private static Grant GrantOf(Resources each, int replicas) => new()
    {
        Template = "",
        Inputs = "",
        Each = each,
        Replicas = replicas,
        Surge = 0,
        Total = each * replicas,
        At = DateTimeOffset.UnixEpoch,
    };
}
