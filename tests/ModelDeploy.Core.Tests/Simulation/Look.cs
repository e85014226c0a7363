using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Core.Tests.Simulation;

/// <summary>What really was there when somebody looked.</summary>
/// <param name="Replicas">Every replica, those being ended included.</param>
/// <param name="Behind">Whether what was applied last was yet to be taken up.</param>
internal sealed record Look(IReadOnlyList<(string Image, string Template, bool Ready)> Replicas, bool Behind)
{
    /// <summary>Whether exactly what the deployment wants is there, and all of it is ready.</summary>
    public bool IsComplete(Deployment wanted) => !Behind && Replicas.Count == wanted.Spec.Replicas
        && Replicas.All(replica => replica == (wanted.Spec.ModelImage, wanted.Status.Template!, true));
}
