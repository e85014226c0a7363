using ModelDeploy.Core.Diagnosis;

namespace ModelDeploy.Core.Deployments;

/// <summary>How a deployment is shown after a start of the portal, before its controller has looked at it again.</summary>
public static class UnconfirmedStatus
{
    /// <summary>Nothing counts as Deployed, and no replica as ready, until it has been observed.</summary>
    public static Deployment Of(Deployment deployment) => deployment with
    {
        Status = deployment.Status with
        {
            Phase = deployment.Status.Phase is DeploymentPhase.Deployed ? DeploymentPhase.Deploying : deployment.Status.Phase,
            Message = deployment.Status.Phase is DeploymentPhase.Deployed ? StatusTexts.NotObserved : deployment.Status.Message,
            Available = 0,
            Replicas = deployment.Status.Replicas.Select(replica => replica with { Ready = false }).ToEquatableList(),
        },
    };
}
