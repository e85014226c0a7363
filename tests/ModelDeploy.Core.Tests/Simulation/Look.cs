using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Core.Tests.Simulation;

/// <summary>What really was there when somebody looked.</summary>
/// <param name="Replicas">Every replica, those being ended included.</param>
/// <param name="Behind">Whether what was applied last was yet to be taken up.</param>
/// <param name="RecentExits">When replicas of the newest template exited in the last ten minutes.</param>
internal sealed record Look(
    IReadOnlyList<(string Image, string Template, bool Ready)> Replicas, bool Behind, IReadOnlyList<DateTimeOffset> RecentExits)
{
    private const int ExitsOfACrash = 3;

    /// <summary>Whether replicas exit so often since the last change that being ready in between does not count.</summary>
    public bool IsCrashing(Deployment wanted) => RecentExits.Count(at => at >= wanted.LastChange.At) >= ExitsOfACrash;

    /// <summary>Whether exactly what the deployment wants is there, and all of it is ready.</summary>
    public bool IsComplete(Deployment wanted) => !Behind && Replicas.Count == wanted.Spec.Replicas
        && Replicas.All(replica => replica == (wanted.Spec.ModelImage, wanted.Status.Template!, true));
}
